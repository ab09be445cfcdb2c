import { Details } from "./components.tsx";
import { DataList } from "./lists.tsx";

/** What was written into a form that is open no longer: nothing of it is saved, nothing of it is lost. */
export function Typed({
  values,
  labels,
}: {
  values: Readonly<Record<string, string | string[]>>;
  labels: Readonly<Record<string, string>>;
}) {
  const rows = Object.entries(labels).flatMap(([name, label]) => {
    const text = [values[name] ?? []].flat().join("、").trim();
    return text === ""
      ? []
      : [{ label, value: <span class="break-words whitespace-pre-wrap">{text}</span> }];
  });
  if (rows.length === 0) return null;
  return (
    <Details summary="您刚才写的内容（没有保存，可以复制出来）" open>
      <DataList rows={rows} />
    </Details>
  );
}
