/** Days as the milliseconds of their midnight in UTC: arithmetic on the calendar, with no clock. */
const length = 86_400_000;

export function of(year: number, month: number, date: number): number {
  return Date.UTC(year, month, date);
}

export function iso(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

export function shift(at: number, days: number): number {
  return at + days * length;
}

export function mondayOf(at: number): number {
  return shift(at, -((new Date(at).getUTCDay() + 6) % 7));
}

export function endOfMonth(at: number): number {
  const date = new Date(at);
  return of(date.getUTCFullYear(), date.getUTCMonth() + 1, 0);
}

/** The same day of a later month, or its last where it is shorter; half a month is fifteen days. */
export function monthsOn(at: number, months: number): number {
  const date = new Date(at);
  const first = of(date.getUTCFullYear(), date.getUTCMonth() + Math.floor(months), 1);
  const same = Math.min(shift(first, date.getUTCDate() - 1), endOfMonth(first));
  return shift(same, Number.isInteger(months) ? 0 : 15);
}

/** Saturdays and Sundays left out; what the state declares a holiday is not known so far ahead. */
export function workdaysOn(at: number, count: number): number {
  let left = count;
  let end = at;
  while (left > 0) {
    end = shift(end, 1);
    if (![0, 6].includes(new Date(end).getUTCDay())) left--;
  }
  return end;
}

export function quarter(at: number, steps: number): { from: number; to: number } {
  const date = new Date(at);
  const month = (Math.floor(date.getUTCMonth() / 3) + steps) * 3;
  return {
    from: of(date.getUTCFullYear(), month, 1),
    to: of(date.getUTCFullYear(), month + 3, 0),
  };
}
