import type { FieldError } from "../errors.ts";
import { chinaDay } from "../time.ts";
import { Breadcrumbs, Notice, PageHeader } from "../web/components.tsx";
import { ErrorSummary, type FormState, HiddenVersion, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { type Frame, textIn } from "../web/page.tsx";
import { RequestFields, requestLabels } from "./form.tsx";
import type { RequestView } from "./schema.ts";
import { hasPassed } from "./service.ts";
import { RequestFacts } from "./views.tsx";

const trail = [{ href: "/requests", label: "我的需求" }];

/** One form for a new need, a draft and one that is open already. */
export function RequestFormPage({
  frame,
  form,
  request,
}: {
  frame: Frame;
  form: FormState;
  request?: RequestView | undefined;
}) {
  const heading = request === undefined ? "发布需求" : "修改需求";
  const wrong = form.errors.length > 0;
  const isOpen = request?.status === "open";
  return (
    <Layout
      {...frame}
      title={wrong ? `有内容需要修改：${heading}` : heading}
      active={request === undefined ? "requests" : "/requests"}
      islands={["count", "money"]}
      above={<Breadcrumbs trail={trail} />}
    >
      <ErrorSummary form={form} labels={requestLabels} />
      <PageHeader
        title={heading}
        lead={isOpen ? undefined : "写个大概就能先存草稿，发布前会让您再看一遍。"}
      />
      {isOpen ? (
        <Notice
          tone="info"
          text="这条需求正在征集报价。改动会公开列出，并通知每一家收到邀请、提过问或写了报价的服务商。"
        />
      ) : null}
      <form
        class="form"
        method="post"
        action={request === undefined ? "/requests" : `/requests/${request.id}`}
        novalidate
        data-autosave={draftName(form, request)}
      >
        {request === undefined ? null : <HiddenVersion version={request.version} form={form} />}
        <RequestFields form={form} />
        <div class="actions">
          <Buttons isOpen={isOpen} />
          <a href={request === undefined ? "/requests" : `/requests/${request.id}`}>不改了</a>
        </div>
      </form>
    </Layout>
  );
}

/** What came from a match is not written over by an older draft of something else. */
function draftName({ values }: FormState, request: RequestView | undefined): string {
  const from = textIn(values, "matchId");
  if (request !== undefined) return `request-${request.id}`;
  return from ? `request-match-${from}` : "request-new";
}

function Buttons({ isOpen }: { isOpen: boolean }) {
  return isOpen ? (
    <SubmitButton name="act" value="changed">
      保存并通知服务商
    </SubmitButton>
  ) : (
    <>
      <SubmitButton name="act" value="preview">
        下一步：预览
      </SubmitButton>
      <SubmitButton plain name="act" value="draft">
        存为草稿
      </SubmitButton>
    </>
  );
}

/** Exactly what providers will read; the button is there only when nothing is missing. */
export function PreviewPage({
  frame,
  request,
  missing,
  invite,
  now,
}: {
  frame: Frame;
  request: RequestView;
  missing: readonly FieldError[];
  /** A provider to be invited when it is published. */
  invite: string;
  now: Date;
}) {
  const edit = `/requests/${request.id}/edit${invite ? `?invite=${invite}` : ""}`;
  const later = <a href={`/requests/${request.id}`}>先不发布</a>;
  const labels = new Map(Object.entries(requestLabels));
  const isReady =
    missing.length === 0 && !isOver(request, now) && !hasPassed(request.wantedBy, now);
  return (
    <Layout {...frame} title="预览需求" active="/requests" above={<Breadcrumbs trail={trail} />}>
      {missing.length > 0 ? (
        <Notice tone="yours" title="还差几项就能发布">
          <ul>
            {missing.map(({ pointer }) => {
              const name = pointer.slice(1);
              return (
                <li>
                  <a href={`${edit}#${name}`}>{labels.get(name) ?? name}</a>
                </li>
              );
            })}
          </ul>
        </Notice>
      ) : null}
      <DayNotices request={request} now={now} />
      <PageHeader kicker="服务商看到的就是下面这些" title={request.title || "（还没有标题）"} />
      <RequestFacts request={request} now={now} />
      <ContactNote request={request} />
      {isReady ? (
        <form method="post" action={`/requests/${request.id}/publish`}>
          <HiddenVersion version={request.version} />
          {invite ? <input type="hidden" name="invite" value={invite} /> : null}
          <div class="actions">
            <SubmitButton wait="正在发布…">发布需求</SubmitButton>
            <a href={edit}>再改改</a>
            {later}
          </div>
        </form>
      ) : (
        <div class="actions">
          <a class="btn" href={edit}>
            补全内容
          </a>
          {later}
        </div>
      )}
    </Layout>
  );
}

function isOver({ closesAt }: RequestView, now: Date): boolean {
  return closesAt !== null && closesAt <= now;
}

/** Whoever is chosen would have no day left. */
function isTight({ wantedBy, closesAt }: RequestView): boolean {
  return wantedBy !== null && closesAt !== null && wantedBy <= chinaDay(closesAt);
}

/** What has passed hinders; what is too near does not. */
function DayNotices({ request, now }: { request: RequestView; now: Date }) {
  const [closing, wanted] = ["closesAt", "wantedBy"].map(
    (name) => `/requests/${request.id}/edit#${name}`,
  );
  const over = isOver(request, now);
  const late = hasPassed(request.wantedBy, now);
  return (
    <>
      {over ? (
        <Notice tone="yours" title="截止时间已经过了">
          <p>
            <a href={closing}>改一个以后的时间</a>再发布。
          </p>
        </Notice>
      ) : null}
      {late ? (
        <Notice tone="yours" title="希望用上的那一天已经过了">
          <p>
            <a href={wanted}>改成今天或以后的日子</a>，或者空着，再发布。
          </p>
        </Notice>
      ) : null}
      {!over && !late && isTight(request) ? (
        <Notice tone="info" title="报价截止得晚了">
          <p>
            到截止那天，您希望用上的日子已经到了。可以<a href={closing}>把截止时间提前</a>，或者
            <a href={wanted}>把用上的日子推后</a>。
          </p>
        </Notice>
      ) : null}
    </>
  );
}

function ContactNote({ request }: { request: RequestView }) {
  const given = request.contactName !== "" || request.contactPhone !== "";
  if (!given) return <p class="soft">您没有填联系方式，服务商会在这里提问。</p>;
  const who = [request.contactName, request.contactPhone].filter(Boolean).join(" ");
  return (
    <p class="soft">
      {request.contactConsentAt
        ? `联系方式（${who}）现在谁也看不到；选定之后，只有被选定的那一家能看到。`
        : `联系方式（${who}）不会给任何服务商：您没有勾选同意。`}
    </p>
  );
}
