// Quotation marks are straight or curly, in comments and tests too: pointed ones are those of other languages.

/** @type {import('eslint').Rule.RuleModule} */
const noPointedQuotes = {
  meta: {
    type: 'suggestion',
    messages: { pointed: 'Write "…" or “…”.' },
    schema: [],
  },
  create(context) {
    const { sourceCode } = context;
    return {
      Program() {
        for (const { index } of sourceCode.text.matchAll(/[\u00ab\u00bb]/g)) {
          const loc = sourceCode.getLocFromIndex(index);
          context.report({ loc, messageId: 'pointed' });
        }
      },
    };
  },
};

/** @type {import('eslint').Linter.Config} */
export const quotationMarks = {
  plugins: { quotes: { rules: { 'no-pointed': noPointedQuotes } } },
  rules: { 'quotes/no-pointed': 'error' },
};
