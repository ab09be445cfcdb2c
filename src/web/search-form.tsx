import { Icon } from "./icon.tsx";

type Props = {
  query: string | undefined;
  /** What is looked for, where that was chosen. */
  type?: string;
  /** Ids of solutions that were picked to be compared. */
  picked?: readonly string[];
};

/** The one field for names and words; suggestions come while typing, without script it is an ordinary form. */
export function SearchForm({ query, type, picked = [] }: Props) {
  return (
    <form action="/search">
      <input
        class="input"
        type="search"
        name="q"
        value={query ?? ""}
        placeholder="搜方案、服务商、案例"
        aria-label="搜索方案、服务商或案例"
        autocomplete="off"
        data-suggest
      />
      {type === undefined ? null : <input type="hidden" name="type" value={type} />}
      {picked.map((id) => (
        <input type="hidden" name="picked" value={id} />
      ))}
      <button class="btn btn-plain" type="submit">
        <Icon name="search" />
        搜索
      </button>
    </form>
  );
}
