// An `as` claims what the compiler cannot know. So it says why: in a comment on its line or on the one above.

/** @type {import('eslint').Rule.RuleModule} */
const asWithReason = {
  meta: {
    type: 'suggestion',
    messages: {
      missing: 'Say why this `as` is true, in a comment on this line or the one above; or do without.',
    },
    schema: [],
  },
  create(context) {
    const { sourceCode } = context;
    const reasons = sourceCode.getAllComments().filter(({ value }) => !/^\*|^\s*eslint-/.test(value));
    /** @param {any} node of typescript-eslint, whose nodes ESLint's own types do not know */
    const check = ({ expression, typeAnnotation, loc }) => {
      if (typeAnnotation.typeName?.name === 'const') return;
      const line = sourceCode.getTokenAfter(expression)?.loc.start.line ?? loc.start.line;
      const lines = new Set([line, line - 1, loc.start.line - 1]);
      if (reasons.some((comment) => lines.has(comment.loc?.end.line ?? 0))) return;
      context.report({ loc, messageId: 'missing' });
    };
    return { TSAsExpression: check, TSTypeAssertion: check };
  },
};

/** @type {import('eslint').Linter.Config} */
export const assertionsWithReasons = {
  plugins: { local: { rules: { 'as-with-reason': asWithReason } } },
  rules: { 'local/as-with-reason': 'error' },
};
