import { EmptyState, Notice } from "../web/components.tsx";
import type { FormState } from "../web/form.tsx";
import { Table } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { sayCount, sayDate } from "../web/say.ts";
import { Report } from "./parts.tsx";
import type { readUnreadWords } from "./words-service.ts";

type Props = {
  frame: Frame;
  found: Awaited<ReturnType<typeof readUnreadWords>>;
  form: FormState;
  /** May take a word up into the lexicon. */
  may: boolean;
};

export function UnreadWordsPage({ frame, found, form, may }: Props) {
  const { items, leastPeople } = found;
  return (
    <Report
      {...{ frame, form }}
      title="没读懂的词"
      lead="企业写了、系统没读懂的话里的词。"
      path="/official/unread-words"
    >
      <Notice tone="info">
        <p>
          至少 {leastPeople}{" "}
          个人写过的词才列出来。电话、邮箱、证件号和信用代码不会留下，也拼不回任何人的原话。
        </p>
      </Notice>
      {items.length === 0 ? (
        <EmptyState title="这段时间没有">写过的人还不够多，或者都读懂了。</EmptyState>
      ) : (
        <Table
          caption="没读懂的词"
          hideCaption
          stacked
          columns={[
            { label: "词" },
            { label: "多少人写过", number: true },
            { label: "最近一次" },
            { label: "词库" },
          ]}
          rows={items.map(({ word, people, lastAt, isKnown }) => [
            word,
            sayCount(people),
            sayDate(lastAt),
            <Lexicon {...{ word, isKnown, may }} />,
          ])}
        />
      )}
    </Report>
  );
}

function Lexicon({ word, isKnown, may }: { word: string; isKnown: boolean; may: boolean }) {
  const found = `/official/lexicon?q=${encodeURIComponent(word)}`;
  if (isKnown) return <a href={found}>已经收进，去看看</a>;
  if (!may) return <span class="soft">还没有</span>;
  return (
    <>
      <a href="/official/lexicon">加进一种能力</a>
      {" · "}
      <a href={`/official/lexicon/new?phrase=${encodeURIComponent(word)}`}>新增能力</a>
    </>
  );
}
