/** Fewer people than these, or firms, might be told apart by what a report says of them. */
export const leastAskers = 3;
