import assert from 'node:assert/strict';
import * as snapshots from '../support/snapshots';
import { type ThemeName, themes } from '../support/themes';
import { usePage } from '../support/usePage';

/** The color of a variable as the browser computes it. */
type ColorOf = (variable: string) => Promise<string>;

describe('the look of a page', () => {
  const open = usePage();

  const colorOf: ColorOf = (variable) =>
    open.page.evaluate((name) => {
      const probe = document.body.appendChild(document.createElement('span'));
      probe.style.color = `var(--vscode-${name}, transparent)`;
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    }, variable);

  const styleOf = (selector: string) =>
    open.page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const { color, backgroundColor, borderTopColor, borderTopWidth } = getComputedStyle(element);
        return { color, backgroundColor, borderTopColor, borderTopWidth };
      });

  for (const theme of Object.keys(themes) as ThemeName[]) {
    const { label, bodyClass } = themes[theme];

    it(`has secondary buttons as VS Code draws them in ${label}`, async () => {
      await open.reopen({ theme });
      await open.send(snapshots.show(snapshots.failedSnapshot()));
      assert.deepEqual(await styleOf('.button'), {
        color: await colorOf('button-secondaryForeground'),
        backgroundColor: await colorOf('button-secondaryBackground'),
        borderTopColor: await colorOf('button-secondaryBorder'),
        borderTopWidth: '1px',
      });
      // 1.100 has no such color yet: there a secondary button has the border of every button.
      await open.page.evaluate(() => {
        document.documentElement.style.removeProperty('--vscode-button-secondaryBorder');
      });
      assert.equal((await styleOf('.button')).borderTopColor, await colorOf('button-border'));
    });

    it(`has errors in the color of errors in ${label}`, async () => {
      await open.reopen({ theme });
      await open.send(snapshots.show(snapshots.failedSnapshot()));
      const isHighContrast = bodyClass.includes('high-contrast');
      const expected = await colorOf(isHighContrast ? 'errorForeground' : 'inputValidation-errorBorder');
      assert.equal((await styleOf('.banner-error')).borderTopColor, expected);
      assert.notEqual((await styleOf('.banner-warning')).borderTopColor, expected);
      const failed = await colorOf('editorError-foreground');
      assert.notEqual(failed, await colorOf('foreground'));
      assert.equal((await styleOf('.status-failed .codicon')).color, failed);
      if (isHighContrast) assert.equal((await styleOf('.banner-error > .codicon')).color, expected);
    });
  }
});
