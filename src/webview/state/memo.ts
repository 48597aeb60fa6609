/** Keeps the last result of a pure function, for arguments that are the same (`Object.is`). */
export function memo<A extends readonly unknown[], R>(compute: (...args: A) => R): (...args: A) => R {
  let last: { readonly args: A; readonly result: R } | null = null;
  return (...args) => {
    const known = last;
    if (
      known !== null &&
      known.args.length === args.length &&
      args.every((each, i) => Object.is(each, known.args[i]))
    ) {
      return known.result;
    }
    const result = compute(...args);
    last = { args, result };
    return result;
  };
}
