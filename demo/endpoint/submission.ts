/** What the policy asks of a submission, and what it comes to when it is let in. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import type { FieldProblem } from './problem.ts';
import { Problem } from './problem.ts';
import type { Policy, Submission } from './schemas.ts';

const maxName = 100;
const maxUrl = 1000;

/** Control characters other than tab and newline, lone surrogates, and the marks that turn the direction of what follows. */
const unwanted = /[\p{Cs}\u202a-\u202e\u2066-\u2069]|(?![\t\n])\p{Cc}/gu;

const cleanText = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll(unwanted, '').normalize().trim();

/** Whether there is nothing to see, though there may be characters. */
const isBlank = (text: string): boolean => /^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(text);

const cleanName = (name: string): string => cleanText(name).replaceAll(/\s+/g, ' ');

const isWebAddress = (url: string): boolean => {
  if (url.length > maxUrl || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username === '' && password === '';
};

const isEmail = (email: string): boolean => email.length <= 254 && z.email().safeParse(email).success;

/** What makes sure that it is the author who comes back. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Whether this is the secret of that hash, found out in constant time. */
export const isSecret = (secret: string, hash: Uint8Array | null): boolean =>
  hash !== null && timingSafeEqual(hashSecret(secret), hash);

const refuse = (errors: readonly FieldProblem[]): void => {
  const [first] = errors;
  if (first) throw new Problem(422, first.detail, { errors });
};

const textProblems = (text: string, { maxLength }: Policy): FieldProblem[] => {
  if (isBlank(text)) return [{ field: 'text', detail: 'Write something first.' }];
  if (text.length <= maxLength) return [];
  const detail = `A comment has at most ${String(maxLength)} characters; this one has ${String(text.length)}.`;
  return [{ field: 'text', detail }];
};

/** The cleaned text. Throws a Problem 422 when it is empty or too long. */
export const admitText = ({ text }: Submission, policy: Policy): string => {
  const cleaned = cleanText(text);
  refuse(textProblems(cleaned, policy));
  return cleaned;
};

/** The cleaned text and author of a new comment. Throws a Problem: 401 when guests may not write, 422 with every field that is wrong. */
export const admitSubmission = (submission: Submission, policy: Policy) => {
  if (!policy.guests) throw new Problem(401, 'Sign in to write here.');
  const text = cleanText(submission.text);
  const name = cleanName(submission.author?.name ?? '');
  const email = policy.email === 'none' ? '' : (submission.author?.email ?? '').trim();
  const url = (submission.author?.url ?? '').trim();

  const errors = textProblems(text, policy);
  if (isBlank(name)) errors.push({ field: 'name', detail: 'Say who you are.' });
  if (name.length > maxName)
    errors.push({ field: 'name', detail: `A name has at most ${String(maxName)} characters.` });
  if (email === '' && policy.email === 'required') errors.push({ field: 'email', detail: 'Give your e-mail address.' });
  if (email !== '' && !isEmail(email)) errors.push({ field: 'email', detail: 'This is no e-mail address.' });
  if (url !== '' && !isWebAddress(url)) {
    errors.push({ field: 'url', detail: 'This is no web address. It begins with https://' });
  }
  refuse(errors);
  return { text, author: { author_name: name, author_email: email || null, author_url: url || null } };
};
