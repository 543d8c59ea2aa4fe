/** How a page's form becomes the input of an action. */
import type { z } from 'zod';

type Words = Readonly<Record<string, unknown>>;

/** What a form must be, and what the input is made of besides. @typeParam Sent what is known of who sent it, and to where */
export interface FormInput<Sent, Body = unknown> {
  body: z.ZodType<Body>;
  /** Where the form alone is not the input: what is looked up for it. @throws Refusal for what does not fit what was found */
  input?(body: Body, sent: Sent): Promise<Words>;
}

/** @returns the form, with a body of its own among forms of several */
export const formInput = <Sent, Body>(
  body: z.ZodType<Body>,
  input?: FormInput<Sent, Body>['input'],
): FormInput<Sent, Body> => ({ body, ...(input && { input }) });

/** The action's input, but for what the path says, from a form that fits. @throws Refusal as the form's own `input` */
export const inputOf = async <Sent>({ input }: FormInput<Sent>, body: unknown, sent: Sent): Promise<Words> =>
  input ? input(body, sent) : (body as Words);
