import assert from 'node:assert/strict';
import { endAtFailure } from '../support/endAtFailure';
import { eventually } from '../support/eventually';
import { bedrockCustomizationProvider } from '../support/providers/bedrockCustomization';
import { type ProviderServer, startProvider } from '../support/providers/router';
import { connectedBy, openWorkbench, type Workbench } from '../support/workbench';

/** A provider that takes no file, but an address of data in S3, and settings without which there is no job. */
describe('a customization job at Amazon Bedrock', function () {
  endAtFailure(this);
  let server: ProviderServer;
  let workbench: Workbench;

  before(async () => {
    server = await startProvider(bedrockCustomizationProvider());
    workbench = await openWorkbench(
      connectedBy({ name: 'Bedrock', dialect: 'bedrock-customization', baseUrl: server.baseUrl }),
    );
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  it('says what its provider cannot do, each with the reason', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Fine-Tuning: Check Connection…');
    await quickInput.pick('Bedrock');
    await quickInput.waitForStep('Nothing is wrong');
    await quickInput.pick('Can do');
    await quickInput.waitForStep('left out of menus');
    const rows = await quickInput.rows();
    assert.ok(rows.some((row) => /^Pause a job.*Amazon Bedrock cannot pause a job\./s.test(row)));
    await quickInput.cancel();
  });

  it('names its data by an address in S3, and by nothing else', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Fine-Tuning: Create Job Step by Step…');
    await quickInput.waitForStep('Training file: type an address in S3, such as s3://bucket/train.jsonl');
    await quickInput.type('train.jsonl');
    await quickInput.accept();
    assert.match((await quickInput.rows()).join('\n'), /train\.jsonl.*cannot be used: type an address in S3/);
    await quickInput.type('s3://acme/train.jsonl');
    await quickInput.accept();
    await quickInput.waitForStep('Validation file');
    await quickInput.pick('None');
    await quickInput.waitForStep('Base model');
    await quickInput.type('amazon.nova-lite-v1:0');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    const rows = (await quickInput.rows()).join('\n');
    assert.match(rows, /Training file {2}s3:\/\/acme\/train\.jsonl\n/);
    assert.match(rows, /Role {2}needed\n/);
    assert.match(rows, /Output in S3 {2}needed\n/);
  });

  it('asks for what is needed before anything is sent', async () => {
    const { quickInput } = workbench;
    await quickInput.pick('Create This Job');
    await quickInput.waitForStep('Suffix');
    await quickInput.type('faq');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Create This Job');
    await quickInput.waitForStep('Role');
    await quickInput.type('admin');
    await quickInput.accept();
    assert.match(await quickInput.message(), /^“admin” is not taken: ARN of the role/);
    await quickInput.type('arn:aws:iam::123456789012:role/faq');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Create This Job');
    await quickInput.waitForStep('Output in S3');
    await quickInput.type('s3://acme/out/');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    assert.equal(server.requests.filter(({ method }) => method === 'POST').length, 0);
    await quickInput.pick('Create This Job');
    const sent = await eventually(() => {
      const post = server.requests.find(({ method }) => method === 'POST');
      assert.ok(post);
      return post.json();
    });
    assert.deepEqual(sent['trainingDataConfig'], { s3Uri: 's3://acme/train.jsonl' });
    assert.equal(sent['roleArn'], 'arn:aws:iam::123456789012:role/faq');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /faq/);
    });
  });
});
