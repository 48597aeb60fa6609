import assert from 'node:assert/strict';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';

/** Tests for rules of our own: each piece of code is caught, or passes. */
export function testRule(
  config: Pick<Linter.Config, 'plugins' | 'rules'>,
  { caught, free }: { readonly caught: readonly string[]; readonly free: readonly string[] },
): void {
  const complaints = (code: string): number => {
    const messages = new Linter().verify(code, {
      ...config,
      languageOptions: { ecmaVersion: 2022, sourceType: 'module', parser: tseslint.parser },
    });
    assert.ok(
      messages.every(({ fatal }) => fatal !== true),
      code,
    );
    return messages.length;
  };
  for (const code of caught)
    it(`catches ${code}`, () => {
      assert.ok(complaints(code) > 0);
    });
  for (const code of free)
    it(`lets ${code} pass`, () => {
      assert.equal(complaints(code), 0);
    });
}
