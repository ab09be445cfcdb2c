import { DataList, FacetGroup, Pager, Table, TaskList, Timeline } from "./lists.tsx";
import { sayYuan } from "./say.ts";

export function ListParts() {
  return (
    <>
      <h2>进展</h2>
      <Timeline
        steps={[
          { label: "发布需求", state: "done", at: "2026年11月16日（周一）" },
          {
            label: "比较报价",
            state: "now",
            at: "还剩 3 天",
            children: (
              <a class="btn" href="#compare">
                比较 3 份报价
              </a>
            ),
          },
          { label: "签约实施", state: "next" },
          { label: "验收评价", state: "next" },
        ]}
      />
      <h2>任务</h2>
      <TaskList
        tasks={[
          { label: "企业信息", href: "#firm", state: "done" },
          {
            label: "方案",
            href: "#solutions",
            state: "partial",
            hint: "“扫码报工”还缺：价格、适用行业",
          },
          { label: "佐证材料", href: "#proof", state: "returned", hint: "营业执照照片看不清" },
          { label: "实施案例", href: "#cases", state: "todo" },
          { label: "核对并送审", state: "locked", hint: "前面几项填好后可以送审" },
        ]}
      />
      <h2>资料</h2>
      <DataList
        rows={[
          { label: "企业名称", value: "演示·宁波恒达五金制品有限公司", change: "#name" },
          { label: "员工人数", value: "63 人", change: "#people" },
          { label: "年营业收入", value: null, change: "#revenue" },
        ]}
      />
    </>
  );
}

export function TableParts() {
  return (
    <>
      <h2>表格</h2>
      <Table
        caption="三年总费用（元）"
        columns={[
          { label: "项目" },
          { label: "演示·易工软件", number: true },
          { label: "演示·数通科技", number: true },
          { label: "演示·云帆信息", number: true },
          { label: "演示·精工智联", number: true },
        ]}
        rows={[
          ["一次性费用", sayYuan(2_800_000), sayYuan(0), sayYuan(4_500_000), sayYuan(1_200_000)],
          ["三年年费", sayYuan(1_440_000), sayYuan(5_940_000), sayYuan(900_000), null],
          ["合计", sayYuan(4_240_000), sayYuan(5_940_000), sayYuan(5_400_000), sayYuan(1_200_000)],
        ]}
      />
      <h2>筛选和翻页</h2>
      <form action="/dev/guide" data-many>
        <FacetGroup
          name="scene"
          legend="场景"
          show={3}
          selected={["quality"]}
          options={[
            { value: "production", label: "生产管控", count: 1_204 },
            { value: "energy", label: "能耗管理", count: 88 },
            { value: "hr", label: "人力资源", count: 23_456 },
            { value: "finance", label: "财务管理", count: 17 },
            { value: "quality", label: "质量管理", count: 0 },
          ]}
        />
      </form>
      <Pager page={2} pages={9} hrefOf={(page) => `?page=${page}`} />
      <Pager first="?" next="?after=2" />
    </>
  );
}
