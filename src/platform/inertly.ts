/** How a property that VS Code shows is made inert; undefined stays. */
export type Inertly = Readonly<Record<string, (value: never) => unknown>>;

/**
 * `target` itself, but that the properties of `texts` are made inert as they are set, so that nobody who sets them has
 * to think of it.
 */
export function inertly<T extends object>(target: T, texts: Inertly): T {
  return new Proxy(target, {
    get: (_, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const bound: unknown = value.bind(target);
      return bound;
    },
    set: (_, name, value: unknown) => {
      const make = typeof name === 'string' && value !== undefined ? texts[name] : undefined;
      return Reflect.set(target, name, make === undefined ? value : make(value as never), target); // its own kind
    },
  });
}
