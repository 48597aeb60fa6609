import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import ts from 'typescript';
import type { Connection } from '../../../src/api/connection';
import { providers } from '../../../src/api/dialects/providers';
import { callTarget } from '../../../src/commands/models/callTarget';
import { snippet, snippetLanguages } from '../../../src/commands/models/snippets';
import { loadedDialect } from '../../support/dialects';

const run = promisify(execFile);

function target(connection: Partial<Connection> = {}, model = 'ft:gpt-4o-mini:acme:faq:abc') {
  const whole: Connection = { name: 'Test', dialect: 'openai', ...connection };
  const baseUrl = whole.baseUrl ?? providers[whole.dialect].defaultBaseUrl ?? 'https://api.test/v1';
  return callTarget(loadedDialect(whole), { ...whole, baseUrl }, model);
}

describe('code that calls a model', () => {
  it('is Python', () => {
    assert.equal(
      snippet('python', target()),
      `import os

from openai import OpenAI

client = OpenAI(
    base_url="https://api.openai.com/v1",
    api_key=os.environ["OPENAI_API_KEY"],
)
completion = client.chat.completions.create(
    model="ft:gpt-4o-mini:acme:faq:abc",
    messages=[{"role": "user", "content": "Hello"}],
)
print(completion.choices[0].message.content)
`,
    );
  });

  it('is TypeScript', () => {
    assert.equal(
      snippet('typescript', target()),
      `import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: 'https://api.openai.com/v1',
  apiKey: process.env['OPENAI_API_KEY'],
});
const completion = await client.chat.completions.create({
  model: 'ft:gpt-4o-mini:acme:faq:abc',
  messages: [{ role: 'user', content: 'Hello' }],
});
console.log(completion.choices[0]?.message.content);
`,
    );
  });

  it('is curl', () => {
    assert.equal(
      snippet('shellscript', target()),
      `curl 'https://api.openai.com/v1/chat/completions' \\
  -H "Authorization: Bearer $OPENAI_API_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '{"model":"ft:gpt-4o-mini:acme:faq:abc","messages":[{"role":"user","content":"Hello"}]}'
`,
    );
  });

  it('calls a deployment at Azure, by its own client', () => {
    const azure = target({ dialect: 'azure', baseUrl: 'https://acme.openai.azure.com/' }, 'm.ft-1');
    const python = snippet('python', azure);
    assert.match(
      python,
      /AzureOpenAI\(\n {4}azure_endpoint="https:\/\/acme\.openai\.azure\.com",\n {4}api_version="2024-10-21"/,
    );
    assert.match(python, /# A deployment of the model "m\.ft-1"\n.*\n {4}model="YOUR-DEPLOYMENT"/);
    assert.match(snippet('typescript', azure), /import \{ AzureOpenAI \} from 'openai'/);
    assert.match(
      snippet('shellscript', azure),
      /curl '.*\/openai\/deployments\/YOUR-DEPLOYMENT\/chat\/completions\?api-version=2024-10-21' \\\n {2}-H "api-key: \$AZURE_OPENAI_API_KEY"/,
    );
    const preview = target({ dialect: 'azure', baseUrl: 'https://a.test', apiVersion: '2025-04-01-preview' });
    assert.match(snippet('python', preview), /api_version="2025-04-01-preview"/);
  });

  it('calls models where the provider serves them', () => {
    const addresses = (
      [
        ['fireworks', 'https://api.fireworks.ai/v1/accounts/acme'],
        ['fireworks', 'https://gateway.test/fireworks/v1/accounts/acme/?team=a'],
        ['localai', 'http://gpu:8080/v1/'],
        ['legacy', 'https://old.test/v1'],
        ['together', undefined],
        ['local', 'http://127.0.0.1:9/v1/'],
      ] as const
    ).map(([dialect, baseUrl]) => {
      const at = target({ dialect, ...(baseUrl === undefined ? {} : { baseUrl }) });
      return /'([^']+)' \\/.exec(snippet('shellscript', at))?.[1];
    });
    assert.deepEqual(addresses, [
      'https://api.fireworks.ai/inference/v1/chat/completions',
      'https://gateway.test/fireworks/inference/v1/chat/completions',
      'http://gpu:8080/v1/chat/completions',
      'https://old.test/v1/completions',
      'https://api.together.ai/v1/chat/completions',
      'http://127.0.0.1:9/v1/chat/completions',
    ]);
    assert.match(
      snippet('python', target({ dialect: 'legacy' })),
      /client\.completions\.create\(\n.*\n {4}prompt="Hello"/,
    );
  });

  it('reads the key from the variable that the connection names, if it is one', () => {
    assert.equal(target({ apiKeyEnv: 'MY_KEY' }).keyVariable, 'MY_KEY');
    assert.equal(target({ apiKeyEnv: 'x"; rm -rf /' }).keyVariable, 'OPENAI_API_KEY');
    assert.equal(target({ dialect: 'together' }).keyVariable, 'TOGETHER_API_KEY');
  });

  describe('of a model with a hostile name', () => {
    const name = `a'b"c\\d\n$(id)\`id\`\u202e\u{1f600}\${x}%s"""'''`;

    it('is TypeScript that names exactly it', () => {
      const code = snippet('typescript', target({}, name));
      const source = ts.createSourceFile('x.ts', code, ts.ScriptTarget.ESNext);
      const texts: string[] = [];
      const visit = (node: ts.Node) => {
        if (ts.isStringLiteral(node)) texts.push(node.text);
        ts.forEachChild(node, visit);
      };
      visit(source);
      assert.ok(texts.includes(name), code);
      assert.equal(source.statements.length, 4);
    });

    it('is a command that sends exactly it, and runs nothing else', async function () {
      if (process.platform === 'win32') this.skip();
      const code = snippet('shellscript', target({}, name));
      const { stdout } = await run('sh', [
        '-c',
        `curl() { for last; do :; done; printf %s "$last"; }\n${code}`,
      ]);
      assert.equal((JSON.parse(stdout) as { model: string }).model, name);
    });

    it('is plain text in every language', () => {
      for (const language of snippetLanguages)
        for (const dialect of ['openai', 'azure'] as const) {
          const code = snippet(language, target({ dialect, baseUrl: 'https://a.test' }, name));
          assert.match(code, /^[\x20-\x7e\n]*$/);
        }
    });
  });
});
