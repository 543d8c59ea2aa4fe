/** What comes in is read and checked in one place, by the schema that an operation declares. */
import { describe, expect, it } from 'vitest';
import { sourcesUnder, withoutComments } from './sources.ts';

const http = sourcesUnder('src/http').map(({ path, text }) => ({ path, code: withoutComments(text) }));
const filesWith = (pattern: RegExp) => http.filter(({ code }) => pattern.test(code)).map(({ path }) => path);

/** The one place, and what comes before it or beside it. */
const READS_REQUESTS: Readonly<Record<string, string>> = {
  'src/http/operation.ts': 'checks path, query and body by the schemas of the operation',
  'src/http/body.ts': 'parses bodies, and keeps what has come with files where other bodies are',
  'src/http/form.ts': 'tells two intentions apart by all that was sent, whether it fits or not',
  'src/http/after-param.ts': 'is no operation: it brings the tables up to date before one of them reads',
};

/** A schema that is tried and does not refuse the request. */
const TRIES_SCHEMAS: Readonly<Record<string, string>> = {
  'src/http/path-params.ts': 'is the check of a path',
  'src/http/api/events.ts': 'is a schema itself: that of an event by its name',
  'src/http/api/mailed-links.ts': 'asks what has become of a link before it says what is wrong with an event',
  'src/http/pages/admin/record-form.ts': 'warns of what a record would mean if it were saved',
  'src/http/pages/editor/fields-from-form.ts': 'takes the words in the box where the script’s text is none',
  'src/http/pages/hearing/answer-form.ts': 'names the rule that an answer breaks, beside the form',
  'src/http/pages/hearing/hearing-forms.ts': 'shows a window again as it was typed',
  'src/http/pages/meeting/decision-form.ts': 'shows a decision again as it was typed',
  'src/http/pages/meeting/sub-decisions-form.ts': 'names the rule that a reason breaks',
  'src/http/pages/meeting/attendance-form.ts': 'reads what is stored',
  'src/http/pages/sign/signatures-view.ts': 'reads what is stored',
};

describe('What comes in', () => {
  it('is read from the request in one place', () => {
    expect(filesWith(/\b(request|req)\s*\.\s*(body|query|params)\b/).toSorted()).toEqual(
      Object.keys(READS_REQUESTS).toSorted(),
    );
    expect(filesWith(/\{[^{}]*\b(body|query|params)\b[^{}]*\}\s*(=\s*request\b|:\s*Request\b)/)).toEqual([
      'src/http/operation.ts',
    ]);
  });

  it('is refused by one check', () => {
    expect(filesWith(/\breadInput\(/)).toEqual(['src/http/operation.ts']);
    expect(filesWith(/\.(safeParse|safeParseAsync)\(/).toSorted()).toEqual(Object.keys(TRIES_SCHEMAS).toSorted());
  });

  it('is not parsed by hand where it stands in a path or a query', () => {
    expect(filesWith(/\b(Number|String|parseInt|parseFloat)\(\s*(call\.)?(params|query)\b/)).toEqual([]);
  });
});
