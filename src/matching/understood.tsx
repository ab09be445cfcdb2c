import { categories } from "../taxonomy/categories.ts";
import { deploymentName, deployments } from "../taxonomy/deployments.ts";
import { industryName } from "../taxonomy/industries.ts";
import { regionName } from "../taxonomy/regions.ts";
import { scenes } from "../taxonomy/scenes.ts";
import { Chip, Chips, Details } from "../web/components.tsx";
import { SelectField } from "../web/choice-fields.tsx";
import { MoneyField, TextField } from "../web/fields.tsx";
import { DefaultButton, type FormState, SubmitButton } from "../web/form.tsx";
import { sayDay, sayMoney } from "../web/say.ts";
import type { MatchesView, NeedView } from "./schema.ts";

/** Chips that say what was understood of one need, to be set right. */
export function Understood({
  result,
  typed,
  folded,
}: {
  result: MatchesView;
  typed?: FormState | undefined;
  /** The codes that were folded before something was set right: taking one away brings none of them forward. */
  folded: readonly string[];
}) {
  const [need] = result.needs;
  if (!need) return null;
  const { shown, rest } = partedOf(need, folded);
  return (
    <div id="understood">
      <DefaultButton />
      <input type="hidden" name="corrected" value="1" />
      <Chips label="理解到的内容，点一下可以去掉">
        {shown.map((one) => (
          <Wanted {...one} />
        ))}
        {need.scenes.map(({ code, name }) => (
          <>
            <input type="hidden" name="scene" value={code} />
            <Chip label="场景" remove={{ name: "drop", value: `scene:${code}` }}>
              {name}
            </Chip>
          </>
        ))}
        <Constraints need={need} />
      </Chips>
      <Perhaps rest={rest} />
      <ChangeFields need={need} typed={typed} open={isUnheard(result)} />
    </div>
  );
}

const shownAtOnce = 3;

/** What was asked for plainly is shown; the rest, weighed less, is folded but may be taken away too. */
function partedOf({ capabilities }: NeedView, folded: readonly string[] = []) {
  const plain = capabilities.filter(
    ({ code, isPlain }) => isPlain !== false && !folded.includes(code),
  );
  const shown = plain.slice(0, shownAtOnce);
  return { shown, rest: capabilities.filter((one) => !shown.includes(one)) };
}

function Perhaps({ rest }: { rest: NeedView["capabilities"] }) {
  if (rest.length === 0) return null;
  return (
    <Details summary={`还可能想要 ${rest.length} 项，点开可以去掉`}>
      <Chips label="还可能想要的">
        {rest.map((one) => (
          <>
            <input type="hidden" name="folded" value={one.code} />
            <Wanted {...one} />
          </>
        ))}
      </Chips>
    </Details>
  );
}

function Wanted({ code, name }: { code: string; name: string }) {
  return (
    <>
      <input type="hidden" name="capability" value={code} />
      <Chip label="要解决" remove={{ name: "drop", value: `capability:${code}` }}>
        {name}
      </Chip>
    </>
  );
}

/** Nothing was heard, neither what can be looked for here nor what is no business of ours. */
export function isUnheard({ needs, answers }: MatchesView): boolean {
  return !needs.some(isHeard) && answers.every(({ code }) => code === "not_understood");
}

/** The owner took away all that was heard: that is no want of understanding. */
export function isEmptied({ needs }: MatchesView): boolean {
  return needs.every((need) => need.clarity === "clear" && !isHeard(need));
}

/** Whether anything was heard that can be looked for here. */
export function isHeard(need: NeedView): boolean {
  return need.capabilities.length + need.scenes.length > 0;
}

/** `bare`: without the facts, which are said once for several needs. */
export function ReadOnly({ need, bare = false }: { need: NeedView; bare?: boolean }) {
  const { shown, rest } = partedOf(need);
  return (
    <>
      <Chips label="理解到的内容">
        {shown.map(({ name }) => (
          <Chip label="要解决">{name}</Chip>
        ))}
        {need.scenes.map(({ name }) => (
          <Chip label="场景">{name}</Chip>
        ))}
        {bare ? null : <FactChips need={need} />}
      </Chips>
      {rest.length === 0 ? null : (
        <p class="soft small">还可能想要：{rest.map(({ name }) => name).join("、")}</p>
      )}
    </>
  );
}

export function FactChips({ need }: { need: NeedView }) {
  const { budgetMaxFen, headcount } = need.constraints;
  return (
    <>
      {budgetMaxFen === undefined ? null : <Chip label="预算">{sayMoney(budgetMaxFen)}以内</Chip>}
      {headcount === undefined ? null : <Chip label="人数">{headcount} 人</Chip>}
      {factsOf(need).map(([, label, value, said]) =>
        value === undefined ? null : <Chip label={label}>{said}</Chip>,
      )}
    </>
  );
}

type Fact = [name: string, label: string, value: string | undefined, said: string | undefined];

/** What is chosen rather than typed. */
function factsOf({ constraints }: NeedView): Fact[] {
  const { lowBudget, regionCode, industryCode, deadline, deployment } = constraints;
  const day = constraints.wantedBy && sayDay(constraints.wantedBy);
  return [
    ["thrift", "预算", lowBudget && "1", "要便宜的"],
    ["region", "地区", regionCode, regionCode && regionName(regionCode, "short")],
    ["industry", "行业", industryCode, industryCode && industryName(industryCode)],
    ["deadline", "期限", deadline, deadline && `${deadline}（${sayCarried(day)}不影响排序）`],
    ["deployment", "安装方式", deployment, deployment && deploymentName(deployment)],
  ];
}

/** Only a day can be carried into a request; 尽快 says none. */
function sayCarried(day: string | undefined): string {
  return day === undefined ? "" : `发布需求时填 ${day}，`;
}

function Constraints({ need }: { need: NeedView }) {
  const { budgetMaxFen, headcount } = need.constraints;
  return (
    <>
      {budgetMaxFen === undefined ? null : (
        <Chip label="预算" remove={{ name: "drop", value: "budget" }}>
          {sayMoney(budgetMaxFen)}以内
        </Chip>
      )}
      {headcount === undefined ? null : (
        <Chip label="人数" remove={{ name: "drop", value: "headcount" }}>
          {headcount} 人
        </Chip>
      )}
      {factsOf(need).map(([name, label, value, said]) =>
        value === undefined ? null : (
          <>
            {isField(name) ? null : <input type="hidden" name={name} value={value} />}
            <Chip label={label} remove={{ name: "drop", value: name }}>
              {said}
            </Chip>
          </>
        ),
      )}
    </>
  );
}

/** What may be chosen below as well is said there. */
function isField(name: string): boolean {
  return name === "deployment";
}

/** What is typed or chosen rather than taken away. */
function ChangeFields({
  need,
  typed,
  open,
}: {
  need: NeedView;
  typed: FormState | undefined;
  /** Who was not understood is told to choose here. */
  open: boolean;
}) {
  const has = new Set(need.scenes.map(({ code }) => code));
  const { budgetMaxFen, headcount, deployment = "" } = need.constraints;
  const values = {
    // Of what was not heard none is more than a guess.
    category: isHeard(need) ? need.category.code : "",
    budget: budgetMaxFen === undefined ? "" : String(budgetMaxFen / 100),
    headcount: headcount === undefined ? "" : String(headcount),
    deployment,
  };
  const form = { values: { ...values, ...typed?.values }, errors: typed?.errors ?? [] };
  const free = scenes.filter(({ code }) => !has.has(code));
  return (
    <Details summary="修改类别、场景、预算、人数、安装方式" open={open || form.errors.length > 0}>
      <div class="change-fields">
        <SelectField
          name="add_scene"
          label={has.size > 0 ? "再加一个场景" : "场景"}
          empty={has.size > 0 ? "不加" : "请选择"}
          form={{ values: {}, errors: [] }}
          options={free.map(asOption)}
        />
        <SelectField name="category" label="类别" form={form} options={categories.map(asOption)} />
        <MoneyField
          name="budget"
          label="预算"
          hint="例如 20000、2万 或 3到5万，不填就是不限"
          most
          form={form}
        />
        <TextField name="headcount" label="人数" hint="例如 60" inputmode="numeric" form={form} />
        <SelectField
          name="deployment"
          label="安装方式"
          empty="都可以"
          form={form}
          options={deployments.map(asOption)}
        />
        <SubmitButton plain wait="正在重新比对">
          按修改重新推荐
        </SubmitButton>
      </div>
    </Details>
  );
}

function asOption({ code, name }: { code: string; name: string }) {
  return { value: code, label: name };
}
