/** What the bare server does for a case: the statements that ours sends, and an answer of the same size. */
export type Step =
  /** Steps of one group were under way together. */
  | { do: "query"; text: number; parameters: unknown[]; group: number; makes: boolean }
  | { do: "begin" }
  | { do: "commit" };
export type PlannedCase = {
  name: string;
  method: "GET" | "POST";
  status: number;
  answer: string;
  type: string;
  scripts: Step[][];
  /** With these there is one script, whose `{{marks}}` are filled in. */
  fills?: Record<string, string>[];
};
export type Plan = { texts: string[]; cases: PlannedCase[] };

/** Names the row that an earlier statement (`makes`) has inserted. */
export const madeMark = "{{made}}";
