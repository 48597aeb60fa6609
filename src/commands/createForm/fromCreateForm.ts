import * as z from 'zod/mini';
import type { FromCreateForm } from '../../shared/createFormProtocol';

/** Characters of the id of a field, and of an address. */
const name = z.string().check(z.maxLength(10_000));
/** Characters of a text: more than any provider takes. */
const text = z.string().check(z.maxLength(1_000_000));

/** What the page may say: checked on arrival. */
export const FromCreateFormMessage = z.union([
  z.object({ type: z.literal(['ready', 'create', 'save', 'cancel', 'prices']) }),
  z.object({ type: z.literal('set'), field: name, value: text, number: z.int() }),
  z.object({ type: z.literal('try'), button: name }),
  z.object({ type: z.literal(['more', 'take', 'leave']), field: name }),
  z.object({ type: z.literal('drop'), field: name, uri: name }),
]) satisfies z.ZodMiniType<FromCreateForm>;
