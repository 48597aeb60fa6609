import type { Checkpoint } from '../../src/api/wire/checkpoint';
import type { FineTuningEvent } from '../../src/api/wire/event';
import type { FineTuningJob } from '../../src/api/wire/job';
import type { ActionId, ActionState } from '../../src/shared/actions';
import type { JobSnapshot, Lacks, ToPage } from '../../src/shared/protocol';

/** Unix seconds at which the snapshots' jobs were created. */
export const createdTime = 1_790_000_000;

/** A job with nothing but what it cannot be shown without. */
export function bareJob(id: string, status: string): FineTuningJob {
  return {
    ...{ id, status, object: null, createdAt: createdTime },
    ...{ updatedAt: null, startedAt: null, finishedAt: null, estimatedFinish: null },
    ...{ model: null, fineTunedModel: null, suffix: null, organizationId: null, error: null },
    ...{ hyperparameters: {}, method: null, trainingFiles: [], validationFiles: [], resultFiles: [] },
    ...{ trainedTokens: null, seed: null, integrations: [], metadata: {}, events: [], checkpoints: [] },
    ...{ progress: null, requestedHyperparameters: null, price: null, priceCurrency: 'USD', webUrl: null },
    outputName: null,
    ...{ isPriceEstimated: false, suffixName: 'user_provided_suffix' as const },
    ...{ settings: {}, repeated: {}, queuePosition: null },
  };
}

export const lacksNothing: Lacks = { files: null, events: null, checkpoints: null, metrics: null };

export function bareSnapshot(id = 'ftjob-bare', status = 'queued'): JobSnapshot {
  return {
    key: `local/${id}`,
    connection: { name: 'Local engine', kind: 'local' },
    job: bareJob(id, status),
    name: id,
    providerName: null,
    mark: null,
    group: 'queued',
    ...{
      ...{ progress: null, stall: null },
      requested: null,
      actions: [],
      checkpoints: [],
      timeline: [],
      files: [],
      settings: [],
      lacks: lacksNothing,
      jsonParts: ['job', 'events', 'checkpoints'],
      tries: [],
      problems: [],
    },
    fetchedAt: createdTime,
    isStale: false,
    isComplete: true,
    isSettled: true,
  };
}

/** Actions that are offered; with a reason, one that the provider cannot do. */
export function actions(...offered: readonly (ActionId | ActionState)[]): ActionState[] {
  return offered.map((each) => (typeof each === 'string' ? { id: each, reason: null } : each));
}

/** A job in the middle of its run, with every field that a running one can have. */
export function runningSnapshot(step = 380): JobSnapshot {
  return {
    ...bareSnapshot('ftjob-8Jx2kq0Zt4', 'running'),
    name: 'support-bot',
    group: 'running',
    job: {
      ...bareJob('ftjob-8Jx2kq0Zt4', 'running'),
      object: 'fine_tuning.job',
      model: 'gpt-4o-mini-2024-07-18',
      suffix: 'support-bot',
      organizationId: 'org-123',
      estimatedFinish: createdTime + 1100,
      hyperparameters: { n_epochs: 3, batch_size: 4, learning_rate_multiplier: 1.8 },
      method: {
        type: 'supervised',
        hyperparameters: { n_epochs: 'auto', batch_size: 4, learning_rate_multiplier: 'auto' },
        grader: null,
      },
      trainingFiles: [{ id: 'file-train', filename: null, bytes: null }],
      validationFiles: [{ id: 'file-valid', filename: null, bytes: null }],
      seed: 42,
      integrations: [
        { type: 'wandb', project: 'bots', name: 'support-bot-1', entity: 'acme', tags: ['nightly'] },
      ],
      metadata: { team: 'support', ticket: 'FT-12' },
    },
    progress: { step, totalSteps: 900, fraction: step / 900, finishAt: createdTime + 1100 },
    actions: actions('cancel', 'pause', 'clone', 'compare', 'showJson', 'refresh'),
    checkpoints: checkpoints(Math.floor(step / 300)),
    files: [
      { id: 'file-train', role: 'training', filename: 'support.train.jsonl', bytes: 1_823_412 },
      { id: 'file-valid', role: 'validation', filename: 'support.valid.jsonl', bytes: 90_112 },
    ],
    fetchedAt: createdTime + 120 + step,
  };
}

export function succeededSnapshot(): JobSnapshot {
  const running = runningSnapshot(900);
  return {
    ...running,
    key: 'local/ftjob-done',
    group: 'succeeded',
    job: {
      ...running.job,
      id: 'ftjob-done',
      status: 'succeeded',
      estimatedFinish: null,
      startedAt: createdTime + 100,
      finishedAt: createdTime + 1090,
      fineTunedModel: 'ft:gpt-4o-mini-2024-07-18:acme:support-bot:done',
      trainedTokens: 1_234_567,
      price: 3.7,
      resultFiles: [{ id: 'file-result', filename: null, bytes: null }],
      webUrl: 'https://platform.openai.com/finetune/ftjob-done',
    },
    progress: null,
    actions: actions(
      'openResultFile',
      'clone',
      'compare',
      'saveResultFile',
      'copyModelName',
      'showJson',
      'refresh',
    ),
    files: [
      ...running.files,
      { id: 'file-result', role: 'result', filename: 'step_metrics.csv', bytes: 48_211 },
    ],
  };
}

export function failedSnapshot(): JobSnapshot {
  return {
    ...bareSnapshot('ftjob-faq', 'failed'),
    name: 'faq-de',
    group: 'failed',
    job: {
      ...bareJob('ftjob-faq', 'failed'),
      model: 'gpt-4o-mini-2024-07-18',
      suffix: 'faq-de',
      finishedAt: createdTime + 31,
      error: {
        code: 'invalid_training_file',
        message: 'Line 12: message 2 has no "role".',
        param: 'training_file',
      },
      trainingFiles: [{ id: 'file-faq', filename: null, bytes: null }],
    },
    actions: actions('clone', 'showJson', 'refresh'),
    files: [{ id: 'file-faq', role: 'training', filename: 'faq.jsonl', bytes: 20_480 }],
    problems: ['The file file-faq could not be read: it was deleted.'],
    isStale: true,
    isComplete: true,
    isSettled: true,
  };
}

function trainLoss(step: number): number {
  return 0.6 + 2.4 * Math.exp(-step / 180) + 0.12 * Math.sin(step * 12.9898) * Math.cos(step * 78.233);
}

function validLoss(step: number): number {
  return 0.75 + 2.2 * Math.exp(-step / 190) + 0.02 * Math.sin(step);
}

function checkpoints(count: number): Checkpoint[] {
  return Array.from({ length: count }, (_, at) => {
    const step = (at + 1) * 300;
    return {
      id: `ftckpt_${step}`,
      createdAt: createdTime + 120 + step,
      model: `ft:gpt-4o-mini-2024-07-18:acme:support-bot:done:ckpt-step-${step}`,
      startFrom: `ft:gpt-4o-mini-2024-07-18:acme:support-bot:done:ckpt-step-${step}`,
      step,
      metrics: {
        step,
        train_loss: trainLoss(step),
        full_valid_loss: validLoss(step) + 0.01,
        full_valid_mean_token_accuracy: 1 - validLoss(step) / 5,
      },
      jobId: 'ftjob-done',
    };
  }).reverse();
}

export function event(number: number, message: string, rest: Partial<FineTuningEvent> = {}): FineTuningEvent {
  return {
    id: `ftevent-${number}`,
    createdAt: createdTime + number,
    level: 'info',
    message,
    type: 'message',
    data: null,
    ...rest,
  };
}

/** Metrics of a step: a train loss at each, a validation loss at every tenth. */
export function stepEvent(step: number, totalSteps = 900): FineTuningEvent {
  const isValidated = step % 10 === 0;
  return event(120 + step, `Step ${step}/${totalSteps}: training loss=${trainLoss(step).toFixed(2)}`, {
    type: 'metrics',
    data: {
      step,
      total_steps: totalSteps,
      train_loss: trainLoss(step),
      train_mean_token_accuracy: 1 - trainLoss(step) / 5,
      ...(isValidated
        ? { valid_loss: validLoss(step), valid_mean_token_accuracy: 1 - validLoss(step) / 5 }
        : {}),
    },
  });
}

/** A run's log up to `step`, newest first as the API lists it. */
export function runEvents(step: number, totalSteps = 900): FineTuningEvent[] {
  const before = [
    event(0, 'Created fine-tuning job: ftjob-8Jx2kq0Zt4'),
    event(2, 'Validating training file: file-train and validation file: file-valid'),
    event(21, 'Files validated, moving job to queued state'),
    event(98, 'Fine-tuning job started'),
    event(105, 'Example 17 is longer than the context and was truncated', { level: 'warn' }),
  ];
  const steps = Array.from({ length: step }, (_, at) => stepEvent(at + 1, totalSteps));
  return [...before, ...steps].reverse();
}

/** Of `count` steps: a train loss at each, a validation loss at every tenth. */
export function resultCsv(count: number): string {
  const lines = ['step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy'];
  for (let step = 1; step <= count; step += 1) {
    const valid = step % 10 === 0 ? `${validLoss(step)},${1 - validLoss(step) / 5}` : ',';
    lines.push(`${step},${trainLoss(step)},${1 - trainLoss(step) / 5},${valid}`);
  }
  return `${lines.join('\n')}\n`;
}

export function show(...jobs: readonly JobSnapshot[]): ToPage {
  const now = Math.max(...jobs.map(({ fetchedAt }) => fetchedAt));
  return { type: 'show', view: 'job', jobs, now, locale: 'en' };
}

export function compare(...jobs: readonly JobSnapshot[]): ToPage {
  return { ...(show(...jobs) as Extract<ToPage, { type: 'show' }>), view: 'compare' };
}

export function events(
  job: string,
  list: readonly FineTuningEvent[],
  mode: 'reset' | 'newer' | 'older' = 'reset',
  hasOlder = false,
): ToPage {
  return { type: 'events', job, mode, events: list, hasOlder };
}
