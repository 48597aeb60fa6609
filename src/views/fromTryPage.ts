import * as z from 'zod/mini';
import { maxModelName, maxPromptLength, maxTriedModels } from '../shared/tryLimits';
import type { FromTryPage, TryExample, TryTarget } from '../shared/tryProtocol';

/** Characters of a name, of what a person enters, and of all answers together. */
const name = z.string().check(z.maxLength(maxModelName));
const entered = z.string().check(z.maxLength(maxPromptLength));
const copied = z.string().check(z.maxLength(10_000_000));
const count = z.int().check(z.minimum(0));

const example = {
  system: entered,
  earlier: z.array(z.object({ role: name, content: entered })).check(z.maxLength(1_000)),
  prompt: entered,
};
const prompt = {
  ...example,
  temperature: z.nullable(z.number().check(z.minimum(0), z.maximum(2))),
  maxTokens: z.nullable(z.int().check(z.minimum(1))),
};
const models = z.array(z.object({ name, sentAs: name })).check(z.minLength(1), z.maxLength(maxTriedModels));

/** A prompt with its answers. */
const KeptTry = z.object({
  ...prompt,
  at: z.number(),
  expected: z.nullable(entered),
  answers: z.array(z.object({ model: name, text: entered })).check(z.maxLength(maxTriedModels)),
});

const Example = z.object({ ...example, expected: z.nullable(entered) });

/** Whether the page can send the example as a prompt. */
export function canBeSent(taken: TryExample): boolean {
  return Example.safeParse(taken).success;
}

/** What the page may say: checked on arrival, for it shows what servers say. */
export const FromTryPageMessage = z.union([
  z.object({ type: z.literal(['ready', 'example', 'openJob']) }),
  z.object({
    type: z.literal('ask'),
    request: z.object({ ...prompt, run: count, models }),
    only: z.nullable(count),
  }),
  z.object({ type: z.literal('stop'), at: z.nullable(count) }),
  z.object({ type: z.literal('keep'), kept: KeptTry }),
  z.object({ type: z.literal('copy'), text: copied, what: name }),
]) satisfies z.ZodMiniType<FromTryPage>;

/** What a page is restored with. */
export const TryPageState = z.object({
  try: z.object({ source: name, job: z.nullable(name), model: z.nullable(name) }),
}) satisfies z.ZodMiniType<{ try: TryTarget }>;
