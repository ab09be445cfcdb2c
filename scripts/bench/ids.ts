const marks = {
  provider: "8001",
  solution: "8002",
  buyer: "8003",
  buyerUser: "8004",
  seller: "8005",
  sellerUser: "8006",
  office: "8007",
  officeUser: "8008",
  request: "8009",
  proposal: "800a",
  engagement: "800b",
  rating: "800c",
  match: "800d",
  notice: "800e",
  event: "800f",
  import: "8010",
} as const;
export type Made = keyof typeof marks;

const before = (kind: Made) => `019ab000-0000-7000-${marks[kind]}-`;

/** In order of making, as UUIDv7 are. */
export function idAt(kind: Made, at: number): string {
  return `${before(kind)}${at.toString(16).padStart(12, "0")}`;
}

/** The same as an expression of SQL. */
export function idOf(kind: Made, at: string): string {
  return `('${before(kind)}' || lpad(to_hex(${at}), 12, '0'))::uuid`;
}
