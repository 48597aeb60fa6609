import { Slices } from '../slices';
import { wholeAtOnce } from './unreadJson';

/**
 * What `JSON.parse` makes of `text`, in slices: what is large is taken apart, and its items are read a few at a time.
 * What cannot be taken apart is an `OversizedItem`; a member of an object has only the beginning of a text that
 * long, else it is null. What is too much is `LeftOut`. Throws a SyntaxError where the text is no JSON.
 */
export async function parseInSlices(text: string, signal?: AbortSignal): Promise<unknown> {
  if (text.length > wholeAtOnce) {
    const { parseLarge } = await import('./largeJson');
    return parseLarge(text, new Slices(signal));
  }
  const whole: unknown = JSON.parse(text);
  return whole;
}
