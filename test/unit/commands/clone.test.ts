import assert from 'node:assert/strict';
import type { DialectId } from '../../../src/api/connection';
import { FineTuningJob } from '../../../src/api/wire/job';
import { withRepeatedFields } from '../../../src/api/wire/repeatedFields';
import { isObject, type JsonObject } from '../../../src/api/wire/values';
import {
  changeMethod,
  draftFrom,
  emptyDraft,
  type JobDraft,
  repeatedOf,
  startFrom,
  toRequest,
  without,
} from '../../../src/commands/createJob/draft';
import { problemWithClone } from '../../../src/jobs/problemWithClone';
import { JobStore } from '../../../src/jobs/store';
import { dialects } from '../../support/dialects';
import { providers } from '../../support/providers/all';
import { startProvider } from '../../support/providers/router';
import { testClient } from '../../support/testClient';

/** What a job was requested with, of which the form asks for nothing, by dialect. */
const requested: Partial<
  Record<DialectId, { readonly draft?: Partial<JobDraft>; readonly fields: JsonObject }>
> = {
  localai: {
    fields: {
      ...{ backend: 'trl', training_type: 'full', gradient_checkpointing: true, mixed_precision: 'bf16' },
      ...{ target_modules: ['q_proj'], dataset_split: 'train', extra_options: { max_seq_length: '512' } },
    },
  },
  unsloth: {
    fields: {
      ...{
        target_modules: ['q_proj', 'v_proj'],
        train_on_completions: true,
        packing: true,
        use_rslora: true,
      },
      ...{ lr_scheduler_type: 'cosine', optim: 'paged_adamw_8bit', finetune_language_layers: false },
      ...{ gradient_checkpointing: 'unsloth', gpu_ids: [1] },
    },
  },
  together: {
    draft: { hyperparameters: { lora_r: '8', n_epochs: '2' } },
    fields: {
      ...{ lr_scheduler: { lr_scheduler_type: 'linear', lr_scheduler_args: { min_lr_ratio: 0.1 } } },
      ...{ 'training_type.lora_trainable_modules': 'q_proj', 'training_method.train_on_inputs': true },
    },
  },
  fireworks: {
    fields: { region: 'US_IOWA_1', optimizerWeightDecay: 0.1, evalAutoCarveout: true, nodes: 2 },
  },
  nebius: { fields: { 'hyperparameters.lora_modules': 'all-linear', tags: ['a'] } },
  llmariner: { fields: { resources: { gpu_count: 4 } } },
  mistral: { fields: { 'hyperparameters.fim_ratio': 0.5 } },
  vertex: {
    fields: {
      ...{ description: 'faq', 'supervisedTuningSpec.hyperParameters.batchSize': '8' },
      ...{ 'supervisedTuningSpec.tuningMode': 'TUNING_MODE_FULL' },
    },
  },
  'bedrock-customization': {
    draft: {
      model: 'amazon.nova-lite-v1:0:300k',
      settings: { roleArn: 'arn:aws:iam::123456789012:role/faq', outputDataConfig: 's3://acme/out/' },
    },
    fields: { vpcConfig: { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] } },
  },
};

describe('a clone', () => {
  for (const [name, { draft: more, fields }] of Object.entries(requested)) {
    it(`is the same job at ${name}, also in what nobody is asked for`, async () => {
      const dialect = dialects[name as DialectId]; // a key of the table
      const server = await startProvider(providers[dialect.id]());
      try {
        const { jobs } = testClient(server.baseUrl, { connection: { dialect: dialect.id } });
        const file = dialect.capabilities.files === true ? 'file-1' : '/data/faq.jsonl';
        const draft = { ...emptyDraft(dialect.methods[0]), model: 'm', suffix: 'faq', ...more };
        const { id } = await jobs.create(toRequest({ ...draft, repeated: fields }, dialect, file, null));
        const job = await jobs.retrieve(id);
        assert.deepEqual(job.repeated, fields);
        const clone = { ...draftFrom(job, null, new JobStore()), suffix: 'faq-2' };
        await jobs.create(toRequest(clone, dialect, job.trainingFiles[0]?.id ?? '', null));
        const posts = server.requests.filter(({ method }) => method === 'POST');
        const [first, second] = await Promise.all(posts.map((request) => request.json()));
        for (const [field, value] of Object.entries(fields)) assert.deepEqual(at(first, field), value);
        // What the servers of the tests add by themselves is not looked at.
        const isSame = (key: string) => !JSON.stringify(first?.[key]).includes('faq"');
        for (const key of Object.keys(first ?? {}).filter(isSame))
          assert.deepEqual(second?.[key], first?.[key]);
      } finally {
        await server.close();
      }
    });
  }

  it('leaves out a field that its person does not want, and what belongs to another kind of job', () => {
    const repeated = {
      gpu_ids: [1],
      'training_method.rpo_alpha': 1,
      'training_type.lora_trainable_modules': 'q',
    };
    const draft = { ...emptyDraft(), model: 'm', repeated: without(repeated, 'gpu_ids') };
    const { repeated: sent = {} } = toRequest(draft, dialects.together, 'f', null);
    assert.deepEqual(withRepeatedFields({ model: 'm', training_method: { method: 'dpo' } }, sent), {
      model: 'm',
      training_method: { method: 'dpo', rpo_alpha: 1 },
    });
    // What was chosen stays.
    assert.deepEqual(withRepeatedFields({ model: 'm' }, { model: 'other' }), { model: 'm' });
  });

  it('leaves out what goes with a base model, a method or a setting for as long as it has another one', () => {
    const left = (dialect: DialectId, fields: JsonObject, change: (draft: JobDraft) => void) => {
      const clonedFrom = { ...emptyDraft(dialects[dialect].methods[0]), model: 'm' };
      const draft = { ...clonedFrom, clonedFrom, repeated: fields };
      change(draft);
      return Object.keys(repeatedOf(draft, dialects[dialect]));
    };
    const { localai, nebius, together, fireworks, vertex } = dialects;
    const trusted = { optim: 'adamw', trust_remote_code: true, approved_remote_code_fingerprint: 'ab' };
    assert.deepEqual(
      left('unsloth', trusted, (draft) => {
        draft.model = 'other';
        draft.model = 'm';
      }),
      Object.keys(trusted),
    );
    assert.deepEqual(
      left('unsloth', trusted, (draft) => {
        draft.model = 'other';
      }),
      ['optim'],
    );
    const resumed = { backend: 'trl', resume_from_checkpoint: '/data/checkpoint-1' };
    assert.deepEqual(
      left('localai', resumed, (draft) => {
        startFrom(draft, '/data/checkpoint-2', localai);
      }),
      ['backend'],
    );
    assert.deepEqual(
      left('nebius', { from_checkpoint: 'ckpt-1' }, (draft) => {
        startFrom(draft, 'ckpt-2', nebius);
      }),
      [],
    );
    const hub = { from_hf_model: 'acme/faq', lr_scheduler: {}, 'training_method.train_on_inputs': true };
    assert.deepEqual(
      left('together', hub, (draft) => {
        startFrom(draft, 'ft-1:10', together);
        changeMethod(draft, 'dpo', together);
      }),
      ['lr_scheduler'],
    );
    assert.deepEqual(
      left('together', { 'training_type.lora_trainable_modules': 'q' }, (draft) => {
        draft.settings = { training_type: 'Full' };
      }),
      [],
    );
    assert.deepEqual(
      left('fireworks', { nodes: 2, region: 'US_IOWA_1', 'lossConfig.klBeta': 0.1 }, (draft) => {
        changeMethod(draft, 'dpo', fireworks);
      }),
      ['nodes'],
    );
    assert.deepEqual(
      left('vertex', { customBaseModel: 'gs://acme/m', 'supervisedTuningSpec.tuningMode': 'A' }, (draft) => {
        changeMethod(draft, 'dpo', vertex);
      }),
      ['customBaseModel'],
    );
  });

  it('sends what was chosen, whatever names the fields of its job have', () => {
    const config = JSON.parse(
      '{"model.x":1,"dataset_source.x":1,"__proto__.x":1,"constructor.x":1,"backend":"trl"}',
    ) as unknown;
    const job = FineTuningJob.parse(dialects.localai.toJob?.({ id: 'j', config }));
    const request = { model: 'm', dataset_source: 'a.jsonl' };
    assert.equal(
      JSON.stringify(withRepeatedFields(request, job.repeated)),
      JSON.stringify({ ...request, backend: 'trl' }),
    );
  });

  it('leaves out the repositories of a job at Mistral, which would need tokens that it does not have', () => {
    const repositories = [{ type: 'github', owner: 'acme', name: 'faq', weight: 1, commit_id: '0123abcd' }];
    const wire = { id: 'j', status: 'SUCCESS', job_type: 'completion', repositories };
    assert.deepEqual(FineTuningJob.parse(dialects.mistral.toJob?.(wire)).repeated, {});
  });

  it('says that it has one of several files', () => {
    const job = FineTuningJob.parse({ id: 'j', training_files: ['a', 'b', 'c'], validation_files: ['d'] });
    const { trainingFile, validationFile } = draftFrom(job, null, new JobStore());
    assert.deepEqual(trainingFile, { kind: 'uploaded', id: 'a', name: 'a', isFirstOf: 3 });
    assert.deepEqual(validationFile, { kind: 'uploaded', id: 'd', name: 'd' });
  });

  it('is none where it would be trained by another method than the form has', () => {
    for (const [dialect, wire] of [
      ['localai', { training_method: 'orpo' }],
      ['together', { training_method: { method: 'kto' } }],
      ['mistral', { job_type: 'classifier' }],
    ] as const) {
      const job = FineTuningJob.parse(dialects[dialect].toJob?.({ id: 'j', status: 'queued', ...wire }));
      assert.match(problemWithClone(job, dialects[dialect]) ?? '', /^Jobs of the method/);
    }
  });
});

function at(value: unknown, name: string): unknown {
  return name.split('.').reduce((object, key) => (isObject(object) ? object[key] : undefined), value);
}
