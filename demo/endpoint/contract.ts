/** Holds an endpoint to the OpenAPI document it serves: every answer must be one that the document describes. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

interface OpenApiDocument {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Rejects, with what is wrong, when the answer is not one that the document describes. */
export type CheckAnswer = (method: string, path: string, answer: Response) => Promise<void>;

const escapePointer = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

/** The check for a served document. Throws when the document itself holds a schema that makes no sense. */
export const readContract = (document: OpenApiDocument): CheckAnswer => {
  const ajv = new Ajv2020({ allErrors: true, strictTypes: false, allowUnionTypes: true });
  (formats as unknown as typeof formats.default)(ajv);
  ajv.addVocabulary(['openapi', 'info', 'servers', 'paths', 'components', 'webhooks', 'example']);
  ajv.addSchema(document, 'contract');
  const validators = new Map<string, ValidateFunction>();
  const compile = (...pointer: string[]): ValidateFunction => {
    const $ref = `contract#/${pointer.map(escapePointer).join('/')}`;
    const validate = validators.get($ref) ?? ajv.compile({ $ref });
    validators.set($ref, validate);
    return validate;
  };

  const templates = Object.entries(document.paths).map(([template, operations]) => ({
    template,
    operations,
    pattern: new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));
  for (const { template, operations } of templates) {
    for (const [method, { responses }] of Object.entries(operations)) {
      for (const [status, { content = {} }] of Object.entries(responses)) {
        for (const type of Object.keys(content)) {
          compile('paths', template, method, 'responses', status, 'content', type, 'schema');
        }
      }
    }
  }

  return async (method, path, answer) => {
    const what = `${method} ${path} → ${String(answer.status)}`;
    const body = await answer.text();
    const type = answer.headers.get('Content-Type')?.split(';')[0] ?? '';
    const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
    const found = templates.find(({ pattern, operations }) => pattern.test(path) && verb in operations);
    const responses = found?.operations[verb]?.responses ?? {};
    const status = String(answer.status) in responses ? String(answer.status) : 'default';
    if (!found && answer.status < 400) throw new Error(`${what}: no such operation in the document`);
    if (found && status === 'default' && answer.status < 400)
      throw new Error(`${what}: no such answer in the document`);
    if (method === 'HEAD') return;

    const content = found ? responses[status]?.content : { 'application/problem+json': null };
    if (!content) {
      if (body !== '') throw new Error(`${what}: a body where there is none in the document`);
      return;
    }
    if (!(type in content)) throw new Error(`${what}: ${type} is not in the document`);
    const validate = found
      ? compile('paths', found.template, verb, 'responses', status, 'content', type, 'schema')
      : compile('components', 'schemas', 'Problem');
    const value: unknown = type.endsWith('json') ? JSON.parse(body) : body;
    if (!validate(value)) throw new Error(`${what}: ${ajv.errorsText(validate.errors)}\n${body.slice(0, 2000)}`);
    if (answer.status >= 400 && (value as { status: unknown }).status !== answer.status) {
      throw new Error(`${what}: the problem has another status`);
    }
  };
};
