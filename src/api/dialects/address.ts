import type { AddressPart, ConnectionField, Dialect } from './dialect';
import { isWholly } from './isWholly';
import type { Provider } from './providers';

/** The example of an address with what people entered in place of its parts. */
export function addressOf(
  { exampleBaseUrl = '' }: Pick<Provider, 'exampleBaseUrl'>,
  entered: Readonly<Record<string, string>>,
): string {
  return Object.entries(entered).reduce(
    (address, [name, text]) => address.replaceAll(name, () => text),
    exampleBaseUrl,
  );
}

/** Whether a text is such a part, all of it. */
export function isPart({ pattern }: AddressPart, text: string): boolean {
  return isWholly(pattern, text);
}

/** What to use in place of an address that is not the API's; null: nothing is known against it. */
export function adviceOnAddress(
  { wrongAddresses = [] }: Pick<Dialect, 'wrongAddresses'>,
  baseUrl: string,
): string | null {
  return wrongAddresses.find(({ pattern }) => pattern.test(baseUrl))?.advice ?? null;
}

/** What was entered of a field of connections: of an empty text nothing, null where it is nothing of the kind. */
export function readField(
  { isRequired, read }: ConnectionField,
  text: string,
): ReturnType<ConnectionField['read']> {
  return text === '' ? (isRequired ? null : {}) : read(text);
}
