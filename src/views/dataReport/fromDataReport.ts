import * as z from 'zod/mini';
import type { DataReportTarget, FromDataReport } from '../../shared/dataReportProtocol';

/** What the page may say: checked on arrival. */
export const FromDataReportMessage = z.union([
  z.object({ type: z.literal(['ready', 'check', 'cancel']) }),
  z.object({
    type: z.literal('open'),
    line: z.nullable(z.int().check(z.minimum(1))),
    isOther: z.optional(z.boolean()),
  }),
  z.object({
    type: z.literal('step'),
    step: z.literal([
      'problems',
      'tokens',
      'preview',
      'removeBroken',
      'removeRepeated',
      'compare',
      'split',
      'createJob',
    ]),
  }),
]) satisfies z.ZodMiniType<FromDataReport>;

/** What a page is restored with. */
export const DataReportPageState = z.object({
  dataReport: z.object({ file: z.string().check(z.maxLength(10_000)) }),
}) satisfies z.ZodMiniType<{ dataReport: DataReportTarget }>;
