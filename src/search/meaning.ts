/** What was typed asks for, where that is clear. */
export type Meaning = {
  capabilities: { code: string; name: string }[];
  solving: Solving[];
  /** The trade itself writes just this: it is no slip. */
  isTerm: boolean;
  /** The term of which only the initials were typed, or that was typed with a slip: 进销存 for jxc, 打卡 for 打咔. */
  spelled: string | undefined;
  /** Words that were typed beside those that were taken to mean something. */
  unused: string[];
};
/** What solves it: how much that counts, 1 for the very thing, and how much of it a solution has to be about. */
export type Solving = { code: string; weight: number; least: number };
export type MeaningOf = (typed: string) => Promise<Meaning | undefined>;
