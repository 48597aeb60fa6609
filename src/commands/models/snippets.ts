/* eslint-disable localization/localized-text -- code, which is the same in every language */
import { t } from '@vscode/l10n';
import type { CallTarget } from './callTarget';

/** The languages of snippets, as VS Code names them. */
export const snippetLanguages = ['python', 'typescript', 'shellscript'] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

/** A prompt to begin with. */
const prompt = 'Hello';
/** In place of the name that a deployment was given: a fine-tuned model is called by it. */
const deployment = 'YOUR-DEPLOYMENT';

/** Code that calls the model. The key is never in it: a program reads it from an environment variable. */
export function snippet(language: SnippetLanguage, target: CallTarget): string {
  switch (language) {
    case 'python':
      return python(target);
    case 'typescript':
      return typescript(target);
    case 'shellscript':
      return curl(target);
  }
}

function python(target: CallTarget): string {
  const { api, baseUrl, apiVersion, keyVariable } = target;
  const client = api === 'azure' ? 'AzureOpenAI' : 'OpenAI';
  const address = api === 'azure' ? 'azure_endpoint' : 'base_url';
  return lines(
    'import os',
    '',
    `from openai import ${client}`,
    '',
    `client = ${client}(`,
    `    ${address}=${pythonText(baseUrl)},`,
    ...(api === 'azure' ? [`    api_version=${pythonText(apiVersion)},`] : []),
    `    api_key=os.environ["${keyVariable}"],`,
    ')',
    ...note('#', target),
    `completion = client.${api === 'completions' ? 'completions' : 'chat.completions'}.create(`,
    `    model=${pythonText(calledAs(target))},`,
    api === 'completions'
      ? `    prompt=${pythonText(prompt)},`
      : `    messages=[{"role": "user", "content": ${pythonText(prompt)}}],`,
    ')',
    `print(completion.choices[0].${api === 'completions' ? 'text' : 'message.content'})`,
  );
}

function typescript(target: CallTarget): string {
  const { api, baseUrl, apiVersion, keyVariable } = target;
  const client = api === 'azure' ? 'AzureOpenAI' : 'OpenAI';
  return lines(
    api === 'azure' ? "import { AzureOpenAI } from 'openai';" : "import OpenAI from 'openai';",
    '',
    `const client = new ${client}({`,
    `  ${api === 'azure' ? 'endpoint' : 'baseURL'}: ${scriptText(baseUrl)},`,
    ...(api === 'azure' ? [`  apiVersion: ${scriptText(apiVersion)},`] : []),
    `  apiKey: process.env['${keyVariable}'],`,
    '});',
    ...note('//', target),
    `const completion = await client.${api === 'completions' ? 'completions' : 'chat.completions'}.create({`,
    `  model: ${scriptText(calledAs(target))},`,
    api === 'completions'
      ? `  prompt: ${scriptText(prompt)},`
      : `  messages: [{ role: 'user', content: ${scriptText(prompt)} }],`,
    '});',
    `console.log(completion.choices[0]?.${api === 'completions' ? 'text' : 'message.content'});`,
  );
}

function curl(target: CallTarget): string {
  const { api, keyVariable, model } = target;
  const content =
    api === 'completions' ? { model, prompt } : { messages: [{ role: 'user', content: prompt }] };
  const body = api === 'chat' ? { model, ...content } : content;
  const header = api === 'azure' ? `"api-key: $${keyVariable}"` : `"Authorization: Bearer $${keyVariable}"`;
  return lines(
    ...note('#', target),
    `curl ${shellText(urlOf(target))} \\`,
    `  -H ${header} \\`,
    "  -H 'Content-Type: application/json' \\",
    `  -d ${shellText(ascii(JSON.stringify(body)))}`,
  );
}

function urlOf({ api, baseUrl, apiVersion }: CallTarget): string {
  if (api === 'completions') return `${baseUrl}/completions`;
  if (api === 'chat') return `${baseUrl}/chat/completions`;
  const version = encodeURIComponent(apiVersion);
  return `${baseUrl}/openai/deployments/${deployment}/chat/completions?api-version=${version}`;
}

function calledAs({ api, model }: CallTarget): string {
  return api === 'azure' ? deployment : model;
}

function note(mark: string, { api, model }: CallTarget): string[] {
  return api === 'azure'
    ? [`${mark} ${t('A deployment of the model {0}', ascii(JSON.stringify(model)))}`]
    : [];
}

/*
 * Names come from servers: nothing in them may end a text, or change what the code around it looks like.
 */

/** JSON in which all that is not plain is escaped. */
function ascii(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return `\\u${code.padStart(4, '0')}`;
  });
}

/** JSON's texts are Python's, but for characters beyond 16 bits. */
function pythonText(text: string): string {
  return JSON.stringify(text).replace(/[^\x20-\x7e]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}

function scriptText(text: string): string {
  const inner = ascii(JSON.stringify(text)).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

/** Within single quotes a shell reads nothing but their end. */
function shellText(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
