import * as z from 'zod/mini';
import type { FromRowsPage } from '../../shared/rowsProtocol';

const count = z.int().check(z.minimum(0));
const line = z.int().check(z.minimum(1));
/** Rows that are requested at once. */
const rows = z.int().check(z.minimum(1), z.maximum(100));
const query = z.string().check(z.maxLength(1_000));

/** What the page may say: checked on arrival, for it shows what files say. */
export const FromRowsPageMessage = z.union([
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('read'), version: count, line, count: rows }),
  z.object({ type: z.literal('whole'), version: count, line }),
  z.object({ type: z.literal('search'), search: count, query }),
  z.object({ type: z.literal('openText'), line }),
]) satisfies z.ZodMiniType<FromRowsPage>;
