import { t } from '@vscode/l10n';
import type { JobError } from '../../api/wire/job';

interface Remedy {
  readonly code?: RegExp;
  readonly message?: RegExp;
  readonly advice: string;
}

/**
 * What to do about errors that are known. The first that matches code and message is shown.
 *
 * Sources: OpenAI's fine-tuning and error-code guides (platform.openai.com/docs/guides/fine-tuning, …/error-codes);
 * Azure's "Troubleshoot fine-tuning" and "Fine-tuning safety evaluation" (learn.microsoft.com/azure/ai-foundry);
 * Together's fine-tuning FAQ (docs.together.ai/docs/fine-tuning-faq) and its event types.
 */
const remedies: readonly Remedy[] = [
  {
    code: /exceeded_quota|insufficient_quota|billing/i,
    advice: t(
      'The account has no budget left. Add credit or raise the limit with the provider, then clone this job.',
    ),
  },
  {
    code: /rate_limit/i,
    advice: t('Too many jobs or requests at a time. Wait for another job to end, then clone this one.'),
  },
  {
    message:
      /(has|contains?) (only )?\d+ examples?.*(minimum|at least|must have)|at least 10 examples|minimum of 10/i,
    advice: t(
      'The training file has too few examples. Add at least as many as are missing, and clone this job.',
    ),
  },
  {
    message: /moderation|safety|usage polic|harm|content (filter|management)/i,
    advice: t(
      'The provider’s safety check refused the data or the trained model. Remove what its policy forbids from the training file, or ask its support for a review.',
    ),
  },
  {
    code: /invalid_(training|validation)_file|invalid_file_format|invalid_jsonl|unsupported_file|user_error/i,
    message: /line|row|example|json|format|role|message/i,
    advice: t(
      'The file has lines that the provider does not take. Validate it, fix what is listed, upload it again and clone this job.',
    ),
  },
  {
    message: /\bline \d+|\bexample \d+|not valid json|invalid json|missing .*(role|messages|content)/i,
    advice: t('A line of the file is wrong. Validate it, fix the line, upload it again and clone this job.'),
  },
  {
    message: /file.*(not (be )?found|does not exist|deleted|expired)/i,
    advice: t('The file is gone from the provider. Upload it again and clone this job with the new file.'),
  },
  {
    code: /model_not_(found|available)|invalid_model|unsupported_model/i,
    advice: t(
      'The base model cannot be fine-tuned here, or has been retired. Choose another one when you clone this job; on Azure also check the region.',
    ),
  },
  {
    message: /model.*(not (available|supported|found)|deprecated|retired)|not available for fine-?tuning/i,
    advice: t(
      'The base model cannot be fine-tuned here, or has been retired. Choose another one when you clone this job.',
    ),
  },
  {
    message: /out of memory|\boom[- ]?killed\b|memory exhausted/i,
    advice: t(
      'The machine has too little memory. Clone this job with a smaller batch size or shorter examples, or with an adapter (LoRA) or 4 bit instead of all weights, where that can be chosen; else take a larger machine.',
    ),
  },
  {
    message: /token (limit|count)|too many tokens|maximum context|exceed.*tokens/i,
    advice: t(
      'An example, or the file, has more tokens than the model takes. Shorten or split it, upload it again and clone this job.',
    ),
  },
  {
    message: /trainingtype/i,
    advice: t(
      'The resource does not offer the training type that was requested. Clone this job with another training type: the form has the choice with the API version 2025-04-01-preview.',
    ),
  },
  {
    message: /unique|duplicate.*suffix|suffix.*(long|length|characters)/i,
    advice: t(
      'The suffix is not accepted: keep it short (Azure 40 characters, LLMariner 18) and plain, then clone this job.',
    ),
  },
  {
    code: /server_error|internal(_server)?_error|service_unavailable|preempted/i,
    advice: t(
      'The provider failed, not your data. Clone the job to try again; if it happens twice, send its id to their support.',
    ),
  },
];

/** What to do about `error`; null for one that is not known, which is then shown as it is. */
export function remedyFor(error: Pick<JobError, 'code' | 'message'>): string | null {
  const message = error.message.slice(0, 10_000);
  const remedy = remedies.find(
    (each) =>
      (each.code === undefined || each.code.test(error.code ?? '')) &&
      (each.message === undefined || each.message.test(message)),
  );
  return remedy?.advice ?? null;
}
