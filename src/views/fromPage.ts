import * as z from 'zod/mini';
import { jsonParts } from '../api/jsonPart';
import { maxCheckpointFiles } from '../api/wire/checkpoint';
import { actionIds } from '../shared/actions';
import type { FromPage } from '../shared/protocol';

const job = z.string();
const fileId = z.string();

/** What a page may say: checked on arrival, for a page shows what servers say. */
export const FromPageMessage = z.union([
  z.object({ type: z.literal('ready') }),
  z.object({
    type: z.literal('action'),
    job,
    action: z.enum(actionIds),
  }),
  z.object({ type: z.literal('openFile'), job, fileId, line: z.optional(z.int().check(z.minimum(1))) }),
  z.object({ type: z.enum(['saveFile', 'preview', 'validateFile', 'fixAndClone']), job, fileId }),
  z.object({ type: z.literal('openJob'), job }),
  z.object({ type: z.literal('olderEvents'), job }),
  z.object({ type: z.literal('raw'), job, part: z.enum(jsonParts) }),
  z.object({ type: z.enum(['createFrom', 'deploy']), job, checkpoint: z.string() }),
  z.object({
    type: z.literal('saveWeights'),
    job,
    fileIds: z.array(fileId).check(z.maxLength(maxCheckpointFiles)),
    name: z.string(),
  }),
  z.object({ type: z.literal('copy'), text: z.string(), what: z.string() }),
  z.object({
    type: z.literal('save'),
    suggestedName: z.string(),
    content: z.string(),
    encoding: z.enum(['utf8', 'base64']),
  }),
  z.object({ type: z.literal('openLink'), url: z.string() }),
]) satisfies z.ZodMiniType<FromPage>;
