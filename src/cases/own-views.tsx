import { Breadcrumbs, Card, EmptyState, Notice, PageHeader } from "../web/components.tsx";
import { FirmTabs, ProviderTabs } from "../web/desk-tabs.tsx";
import { SelectField } from "../web/choice-fields.tsx";
import { TextArea, TextField } from "../web/fields.tsx";
import { ErrorSummary, type FormState, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import type { Frame } from "../web/page.tsx";
import { sayDate } from "../web/say.ts";
import { type Choices, EditForm, type EditFormProps, formLabels } from "./own-form.tsx";
import { CaseBody, CaseState } from "./body.tsx";
import type { Proposer } from "./own-service.ts";
import { caseLabels as labels, type OwnCase } from "./own-schema.ts";

const home = "/desk/cases";

export function OwnCasesPage({
  frame,
  proposer,
  cases,
  deliveries,
}: {
  frame: Frame;
  proposer: Proposer;
  cases: readonly OwnCase[];
  deliveries: readonly { id: string; title: string; smeName: string; providerName: string }[];
}) {
  return (
    <Layout
      {...frame}
      title="我的案例"
      active={proposer.kind === "sme" ? "/requests" : "/desk/provider"}
    >
      {proposer.kind === "sme" ? <FirmTabs current={home} /> : null}
      {proposer.providerId ? <ProviderTabs current={home} /> : null}
      <PageHeader
        title="我的案例"
        lead="把做成的事讲给同行听：原来怎样，怎么做的，数字变了多少。"
        actions={
          proposer.providerId ? (
            <a class="btn" href={`${home}/new`}>
              写一个案例
            </a>
          ) : undefined
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
      {cases.length > 0 || deliveries.length > 0 ? null : proposer.providerId ? (
        <EmptyState title="还没有案例">写好送审，主管部门看过就会发布。</EmptyState>
      ) : (
        <NothingToTell proposer={proposer} />
      )}
      <CaseCards cases={cases} />
    </Layout>
  );
}

/** A firm tells of what was delivered to it, a provider of what its solutions have done. */
function NothingToTell({ proposer }: { proposer: Proposer }) {
  if (proposer.kind === "sme")
    return (
      <EmptyState title="还没有案例" action={{ href: "/engagements", label: "看交付与验收" }}>
        验收过一次合作，就可以在这里把它写成案例，资料会自动填好。
      </EmptyState>
    );
  return (
    <EmptyState
      title="先要有一个已发布的方案"
      action={{ href: "/desk/provider/solutions", label: "看我的方案" }}
    >
      案例写的是用您的方案做成的事，方案发布以后就能写。
    </EmptyState>
  );
}

function CaseCards({ cases }: { cases: readonly OwnCase[] }) {
  return (
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
  );
}

const trail = [{ href: home, label: "我的案例" }];

export function NewCasePage({
  frame,
  proposer,
  form,
  choices,
}: {
  frame: Frame;
  proposer: Proposer;
  form: FormState;
  choices: Choices;
}) {
  return (
    <Layout {...frame} title="写一个案例" above={<Breadcrumbs trail={trail} />}>
      <ErrorSummary form={form} labels={labels} />
      <PageHeader
        title="写一个案例"
        lead={choices.length > 0 ? "先选方案、起个标题，存好再慢慢写。" : undefined}
      />
      {choices.length === 0 ? (
        <NothingToTell proposer={proposer} />
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

type EditProps = EditFormProps & { frame: Frame };

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
