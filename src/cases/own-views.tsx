import { industryName } from "../taxonomy/industries.ts";
import { regionName } from "../taxonomy/regions.ts";
import { industryOptions, regionOptions, withCurrent } from "../web/choices.ts";
import { Breadcrumbs, Card, EmptyState, Notice, PageHeader } from "../web/components.tsx";
import { DateField, SelectField, TextArea, TextField } from "../web/fields.tsx";
import { ErrorSummary, type FormState, HiddenVersion, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { type Frame, textIn } from "../web/page.tsx";
import { sayDate } from "../web/say.ts";
import { CaseBody, CaseState } from "./body.tsx";
import { caseLabels as labels, type OwnCase } from "./own-schema.ts";
import { measureRows } from "./own-values.ts";

const home = "/desk/cases";
type Choices = readonly { id: string; name: string }[];

export function OwnCasesPage({
  frame,
  cases,
  deliveries,
}: {
  frame: Frame;
  cases: readonly OwnCase[];
  deliveries: readonly { id: string; title: string; smeName: string; providerName: string }[];
}) {
  return (
    <Layout {...frame} title="我的案例">
      <PageHeader
        title="我的案例"
        lead="把做成的事讲给同行听：原来怎样，怎么做的，数字变了多少。"
        actions={
          <a class="btn" href={`${home}/new`}>
            写一个案例
          </a>
        }
      />
      {deliveries.length > 0 ? (
        <section aria-labelledby="untold">
          <h2 id="untold">验收过的合作，可以写成案例</h2>
          <div class="cards">
            {deliveries.map(({ id, title, smeName, providerName }) => (
              <Card
                title={title}
                href={`${home}/new?engagement=${id}`}
                meta={
                  <>
                    <span>{smeName}</span>
                    <span>{providerName}</span>
                    <span>资料会自动填好，发布后标“已核验”</span>
                  </>
                }
              />
            ))}
          </div>
        </section>
      ) : null}
      {cases.length === 0 ? (
        <EmptyState title="还没有案例">写好送审，主管部门看过就会发布。</EmptyState>
      ) : null}
      <div class="cards">
        {cases.map((one) => (
          <Card
            title={one.title}
            href={`${home}/${one.id}`}
            level={2}
            aside={<CaseState status={one.status} mine />}
            meta={
              <>
                <span>{one.smeName}</span>
                <span>{one.solutionName}</span>
                <span>{sayDate(one.updatedAt)}改过</span>
              </>
            }
          >
            {one.reviewNote ? <p class="soft">审核意见：{one.reviewNote}</p> : null}
          </Card>
        ))}
      </div>
    </Layout>
  );
}

const trail = [{ href: home, label: "我的案例" }];

export function NewCasePage({
  frame,
  form,
  choices,
}: {
  frame: Frame;
  form: FormState;
  choices: Choices;
}) {
  return (
    <Layout {...frame} title="写一个案例" above={<Breadcrumbs trail={trail} />}>
      <ErrorSummary form={form} labels={labels} />
      <PageHeader title="写一个案例" lead="先选方案、起个标题，存好再慢慢写。" />
      {choices.length === 0 ? (
        <Notice
          tone="info"
          text="要先有已发布的方案，才能写用它做成的案例。企业写案例，请从验收过的合作开始。"
        />
      ) : (
        <form class="form" method="post" action={home} novalidate>
          <SelectField
            name="solutionId"
            label={labels.solutionId}
            options={choices.map(({ id, name }) => ({ value: id, label: name }))}
            form={form}
          />
          <TextField
            name="title"
            label={labels.title}
            hint="例如“五金厂扫码报工，月底算工资从两天到半小时”"
            form={form}
          />
          <div class="actions">
            <SubmitButton>存好，继续写</SubmitButton>
            <a href={home}>不写了</a>
          </div>
        </form>
      )}
    </Layout>
  );
}

export function FromDeliveryPage({
  frame,
  delivery,
}: {
  frame: Frame;
  delivery: { id: string; title: string; smeName: string; providerName: string };
}) {
  const { id, title, smeName, providerName } = delivery;
  return (
    <Layout {...frame} title="写成案例" above={<Breadcrumbs trail={trail} />}>
      <PageHeader title="把这次合作写成案例" lead={title} />
      <p>
        企业 {smeName}，服务商 {providerName}
        。企业、方案和原来的难处会自动填好，您补上做法和前后数据就能送审。
      </p>
      <form class="actions" method="post" action={home}>
        <input type="hidden" name="engagementId" value={id} />
        <SubmitButton>开始写</SubmitButton>
      </form>
    </Layout>
  );
}

type EditProps = { frame: Frame; found: OwnCase; form: FormState; choices: Choices };

/** The case while it is with its proposer; otherwise what it says and where it stands. */
export function EditCasePage({ frame, found, form, choices }: EditProps) {
  const open = found.possible.includes("change");
  return (
    <Layout
      {...frame}
      title={form.errors.length > 0 ? `有内容需要修改：${found.title}` : found.title}
      islands={["count"]}
      above={<Breadcrumbs trail={trail} />}
    >
      <ErrorSummary form={form} labels={formLabels} />
      <PageHeader title={found.title} kicker={<CaseState status={found.status} mine />} />
      {found.reviewNote ? (
        <Notice tone={open ? "yours" : "info"} title="审核意见" text={found.reviewNote} />
      ) : null}
      {open ? <EditForm {...{ found, form, choices }} /> : <CaseBody found={found} />}
      {found.status === "published" ? <Published found={found} /> : null}
    </Layout>
  );
}

const rows = Array.from({ length: measureRows }, (_, at) => at);
const formLabels: Record<string, string> = {
  ...labels,
  ...Object.fromEntries(
    rows.flatMap((at) => [
      [`measures.${at}.label`, `第 ${at + 1} 项的名称`],
      [`measures.${at}.before`, `第 ${at + 1} 项之前的数`],
      [`measures.${at}.after`, `第 ${at + 1} 项之后的数`],
      [`measures.${at}.unit`, `第 ${at + 1} 项的单位`],
      [`measures.${at}.period`, `第 ${at + 1} 项的统计期`],
      [`measures.${at}.method`, `第 ${at + 1} 项怎么测的`],
    ]),
  ),
};

function Published({ found }: { found: OwnCase }) {
  return (
    <form class="form" method="post" action={`${home}/${found.id}/withdraw`} novalidate>
      <p>
        <a href={`/cases/${found.id}`}>看公开的页面</a>
      </p>
      <TextArea
        name="reason"
        label="撤回的原因"
        hint="企业不再同意公开时，也请写在这里"
        rows={2}
        form={{ values: {}, errors: [] }}
      />
      <SubmitButton plain>撤回这个案例</SubmitButton>
    </form>
  );
}

function EditForm({ found, form, choices }: Omit<EditProps, "frame">) {
  const missing = found.missing.map((name) => formLabels[name] ?? name);
  return (
    <form
      class="form"
      method="post"
      action={`${home}/${found.id}`}
      novalidate
      data-autosave={`case-${found.id}`}
    >
      <HiddenVersion version={found.version} />
      <Firm {...{ found, form, choices }} />
      <Story form={form} />
      <Measures form={form} />
      <DateField
        name="consentOn"
        label={labels.consentOn}
        hint="公开企业名称和数据要企业同意；日期会公开，姓名不公开"
        form={form}
      />
      <TextField
        name="consentBy"
        label={labels.consentBy}
        hint="姓名和职务，只给审核人员看"
        size="medium"
        form={form}
      />
      {missing.length > 0 ? <p class="soft">送审前还缺：{missing.join("、")}。</p> : null}
      <div class="actions">
        <SubmitButton name="then" value="submit" wait="正在送审…">
          保存并送审
        </SubmitButton>
        <SubmitButton plain name="then" value="keep">
          先存着
        </SubmitButton>
      </div>
    </form>
  );
}

function Firm({ found, form, choices }: Omit<EditProps, "frame">) {
  return (
    <>
      <TextField name="title" label={labels.title} form={form} />
      {found.origin === "engagement" ? (
        <p class="soft">来自验收过的合作，方案：{found.solutionName ?? "未指定"}</p>
      ) : (
        <SelectField
          name="solutionId"
          label={labels.solutionId}
          options={choices.map(({ id, name }) => ({ value: id, label: name }))}
          form={form}
        />
      )}
      <TextField name="smeName" label={labels.smeName} form={form} />
      <SelectField
        name="regionCode"
        label={labels.regionCode}
        options={withCurrent(regionOptions, textIn(form.values, "regionCode"), regionName)}
        form={form}
      />
      <SelectField
        name="industryCode"
        label={labels.industryCode}
        optional
        options={withCurrent(industryOptions, textIn(form.values, "industryCode"), industryName)}
        form={form}
      />
      <TextField
        name="headcount"
        label={labels.headcount}
        inputmode="numeric"
        size="short"
        optional
        form={form}
      />
    </>
  );
}

function Story({ form }: { form: FormState }) {
  return (
    <>
      <TextArea name="summary" label={labels.summary} rows={2} max={200} form={form} />
      <TextArea name="problem" label={labels.problem} rows={4} max={3000} form={form} />
      <TextArea name="approach" label={labels.approach} rows={5} max={3000} form={form} />
      <TextArea name="outcome" label={labels.outcome} rows={4} max={3000} form={form} />
    </>
  );
}

function Measures({ form }: { form: FormState }) {
  return (
    <fieldset id="measures">
      <legend>
        <strong>前后数据</strong>
        <span class="soft">（至少一项，同一个单位、同样的统计期）</span>
      </legend>
      {rows.map((at) => {
        const name = (part: string) => `measures.${at}.${part}`;
        return (
          <details class="fold" open={at === 0 || textIn(form.values, name("label")) !== ""}>
            <summary>第 {at + 1} 项</summary>
            <div class="fold-body">
              <TextField
                name={name("label")}
                label="指标"
                hint={at === 0 ? "例如“月底算工资用时”" : undefined}
                form={form}
              />
              <TextField
                name={name("before")}
                label="之前"
                inputmode="decimal"
                size="short"
                form={form}
              />
              <TextField
                name={name("after")}
                label="之后"
                inputmode="decimal"
                size="short"
                form={form}
              />
              <TextField
                name={name("unit")}
                label="单位"
                hint="小时、%、件/天"
                size="short"
                form={form}
              />
              <TextField
                name={name("period")}
                label="统计期"
                hint="例如“上线前后各三个月”"
                form={form}
              />
              <TextField
                name={name("method")}
                label="怎么测的"
                hint="例如“财务记录的工时”"
                form={form}
              />
            </div>
          </details>
        );
      })}
    </fieldset>
  );
}
