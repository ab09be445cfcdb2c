type Wording = Record<"zh" | "en", (params: Record<string, string | number>) => string>;

/** What may be wrong with a change of the lexicon, of what a solution is read as, and the like. */
export const lexiconWords: Readonly<Record<string, Wording>> = {
  bad_phrase: {
    zh: () =>
      "这个词不能用：至少两个汉字或字母，最多 24 个字，不含标点；中间可以用一个 * 代表隔开的几个字。",
    en: () => "A phrase has two to 24 characters, no punctuation, and * only between words.",
  },
  bad_word: {
    zh: () => "这里只能写一个词：至少两个汉字或字母，最多 12 个字，不能有 *、空格和标点。",
    en: () => "One word of two to 12 letters, without *, spaces and punctuation.",
  },
  bad_name: {
    zh: () => "名字里至少要有连着的两个汉字或字母，不能有 *。",
    en: () => "A name has two letters in a row, and no *.",
  },
  phrase_there: {
    zh: () => "这一栏里已经有这个词了。",
    en: () => "The list holds this phrase already.",
  },
  phrase_elsewhere: {
    zh: () => "同一个词不能既算数又只算线索，请先从另一栏去掉。",
    en: () => "A phrase is either sure or weak: take it out of the other list first.",
  },
  phrase_not_there: {
    zh: () => "这一栏里没有这个词，可能刚被别人去掉。",
    en: () => "The list does not hold this phrase.",
  },
  last_phrase: {
    zh: () => "这是最后一个词，去掉以后就没人能读懂它了。请先加一个再去掉。",
    en: () => "This is the last phrase of its list.",
  },
  too_general: {
    zh: () => "这个词到处都有，分不出是什么事，请写得更具体。",
    en: () => "This word stands in every text and tells nothing apart.",
  },
  claimed_by_many: {
    zh: ({ names }) => `这个词已经算在${names}里了，再多就分不清了。`,
    en: ({ names }) => `Too many capabilities claim this phrase: ${names}.`,
  },
  shipped_capability: {
    zh: () => "这种能力随系统发布，不能停用；不合适的词可以去掉。",
    en: () => "It is shipped with the system and cannot be retired.",
  },
  draft_full: {
    zh: ({ maximum }) => `待发布的改动已有 ${maximum} 处，请先发布，或去掉一些。`,
    en: ({ maximum }) => `${maximum} changes are drafted already: publish or drop some.`,
  },
  name_taken: {
    zh: () => "已经有叫这个名字的能力了。",
    en: () => "Another capability has this name.",
  },
  nothing_changed: {
    zh: () => "请选一项要更正的。",
    en: () => "Choose something to put right.",
  },
  both_ways: {
    zh: () => "同一种能力不能既加上又去掉。",
    en: () => "One tag cannot be changed in two ways at once.",
  },
  no_such_tag: {
    zh: () => "这个方案现在没有这一条，请刷新再看。",
    en: () => "The solution has no such tag.",
  },
  unknown_kind: {
    zh: () => "没有这样一项。请从提示里选一项，或换个说法。",
    en: () => "There is no such kind: choose one of those offered.",
  },
  choose_kind: {
    zh: () => "请选要解决什么、场景，或者一条公开的需求。",
    en: () => "Name a capability, a scene or a request.",
  },
  ends_before: {
    zh: () => "结束的日子不能早于开始的日子。",
    en: () => "It ends before it begins.",
  },
};
