// Drawn for this project on a 24-unit grid with round strokes.
const drawings = {
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 20 20",
  user: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20a7.5 7.5 0 0 1 15 0",
  bell: "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15ZM10 21h4",
  check: "m5 12.5 4.5 4.5L19 7.5",
  cross: "m6 6 12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  "arrow-right": "M5 12h14M13 6l6 6-6 6",
  "arrow-left": "M19 12H5M11 6l-6 6 6 6",
  down: "m6 9 6 6 6-6",
  external: "M13 5h6v6M19 5l-8 8M17 14v5H5V7h5",
  phone:
    "M7 4h3l1.5 4.5-2 1.5a11 11 0 0 0 4.5 4.5l1.5-2L20 14v3a3 3 0 0 1-3 3A13 13 0 0 1 4 7a3 3 0 0 1 3-3Z",
  mail: "M4 6h16v12H4ZM4 7l8 6 8-6",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM12 8v4.5l3 2",
  calendar: "M5 6h14v14H5ZM5 10.5h14M9 4v4M15 4v4",
  place:
    "M12 21c4-4.5 6-7.5 6-10.5a6 6 0 0 0-12 0C6 13.5 8 16.5 12 21ZM12 8.500a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z",
  firm: "M5 20V5h9v15M14 10h5v10M3 20h18M8 9h3M8 13h3M8 17h3",
  shield: "m12 4 7 2.500v5c0 4-3 7-7 8.5-4-1.5-7-4.5-7-8.500v-5ZM9 12l2.2 2.200L15.5 10",
  file: "M7 4h7l4 4v12H7ZM14 4v4h4M10 12.500h5M10 16h5",
  upload: "M12 16V5M7.5 9 12 4.5 16.5 9M5 15v4.500h14V15",
  download: "M12 4.500v11M7.5 11.5 12 16l4.5-4.500M5 15v4.500h14V15",
  edit: "m5 19 .8-4L15.5 5.300a1.5 1.5 0 0 1 2.2 0l1 1a1.5 1.5 0 0 1 0 2.200L9 18.200ZM13.5 7.500l3 3",
  info: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM12 11v5M12 8v.01",
  warning: "M12 4.5 21 19.500H3ZM12 10v4.500M12 17v.01",
  chat: "M4 5h16v11H11l-4.5 4V16H4ZM8 9h8M8 12.500h5",
  compare: "M5 5h5v14H5ZM14 5h5v14h-5ZM7.5 9v.01M16.5 9v.01M16.5 13v.01",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7Z",
  filter: "M4 6h16M7 12h10M10 18h4",
  people:
    "M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM3.5 19a5.5 5.5 0 0 1 11 0M15.5 5.500a3 3 0 0 1 0 5.500M17 14a5 5 0 0 1 3.5 5",
} as const;

export type IconName = keyof typeof drawings;

export const iconNames = Object.keys(drawings).filter(isIconName);

function isIconName(name: string): name is IconName {
  return Object.hasOwn(drawings, name);
}

/** Always beside a word, so assistive technology does not read it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  );
}

const marks = {
  restore: {
    word: "恢复",
    d: "M5 12a7 7 0 1 1 2.2 5.100M4.5 18.500l2.4-1.2 2 1.800M12 8.500v4l2.5 1.5",
  },
  cultivate: {
    word: "培新",
    d: "M12 20v-8M12 13c0-4-2.5-6-7-6 0 4 2.5 6 7 6ZM12 11c0-3.5 2.5-5.5 7-5.5 0 3.5-2.5 5.5-7 5.500Z",
  },
  connect: {
    word: "通链",
    d: "M10 14a4 4 0 0 1 0-5.600l2.4-2.400a4 4 0 0 1 5.6 5.600L16.5 13M14 10a4 4 0 0 1 0 5.600L11.6 18A4 4 0 0 1 6 12.400L7.5 11",
  },
  upgrade: { word: "提升", d: "M4 19h4v-5h4V9h4V4.500M12.5 8 16 4.5 19.5 8" },
} as const;

/** The four categories of taxonomy, by code. */
export type CategoryCode = keyof typeof marks;

/** A category's small mark with its word. */
export function CategoryMark({ code }: { code: CategoryCode }) {
  const { word, d } = marks[code];
  return (
    <span class={`category category-${code}`}>
      <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
        <path d={d} />
      </svg>
      {word}
    </span>
  );
}
