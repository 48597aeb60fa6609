import assert from 'node:assert/strict';
import manifest from '../../../package.json';
import german from '../../../package.nls.de.json';
import english from '../../../package.nls.json';

const languages = { english, german } satisfies Record<string, Record<string, string>>;
const { viewsWelcome } = manifest.contributes;

/** What VS Code shows together: the texts of one state. */
const states = new Map<string, typeof viewsWelcome>();
for (const entry of viewsWelcome) {
  const state = /fineTuning\.\w+ (?:==|=~) \S+/.exec(entry.when)?.[0] ?? '';
  states.set(state, [...(states.get(state) ?? []), entry]);
}

/** VS Code makes a button of a link that has its line to itself. */
const button = /^\[[^\]]+\]\([^)]+\)$/gm;

describe('the welcome texts', () => {
  for (const [language, texts] of Object.entries(languages))
    it(`have one button each: there is no doubt what to do next (${language})`, () => {
      assert.ok(states.size > 8);
      for (const [state, entries] of states) {
        assert.notEqual(state, '');
        const text = entries.map(({ contents }) => texts[keyOf(contents)]).join('\n');
        assert.equal(text.match(button)?.length, 1, `${state}: ${text}`);
      }
    });

  it('lead away from a connection that cannot show its jobs, in every language', () => {
    const failures = [
      'unauthorized',
      'keyless',
      'forbidden',
      'offline',
      'engineStopped',
      'limited',
      'unexpected',
      'server',
    ];
    for (const failure of failures)
      for (const texts of Object.values(languages))
        assert.match(texts[keyOf(`%welcome.${failure}%`)], /command:fineTuning\.switchConnection/, failure);
  });

  it('offer the local engine only where it can run', () => {
    for (const { contents, when } of viewsWelcome)
      if (english[keyOf(contents)].includes('createSampleJob'))
        assert.match(when, /fineTuning\.engine|engineEmpty/, contents);
  });
});

describe('the walkthrough', () => {
  it('does the same in every language, step by step', () => {
    for (const { description } of manifest.contributes.walkthroughs.flatMap(({ steps }) => steps)) {
      const [one, other] = [english, german].map((texts) =>
        texts[keyOf(description)].match(/\(command:.*\)/g),
      );
      assert.equal(one?.length, 1, description);
      assert.deepEqual(other, one);
    }
  });
});

/** The key of a text, as the manifest names it between two `%`. */
function keyOf(name: string): keyof typeof english {
  return name.slice(1, -1) as keyof typeof english; // that there is such a text is for `npm run check`
}
