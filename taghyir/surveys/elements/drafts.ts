// Sheets begun, as this device keeps them.

import { allKeptByKey, forget, keep, kept, type Origin, type Sheet } from "./store.ts";

export interface Draft extends Sheet, Partial<Origin> {
  /** The page the person was on, as the reference of its question. */
  readonly page: string;
  readonly savedAt: number;
  /** The form could not take it up again. */
  readonly isUnread?: boolean;
}

export const draftOf = (key: string): Promise<Draft | null> => kept<Draft>("drafts", key);

export const forgetDraft = (key: string): Promise<void> => forget("drafts", key);

/** The sheets this person has begun on this device, of every form and version, with what each is kept under. */
export async function draftsOf(owner: string): Promise<[string, Draft][]> {
  return (await allKeptByKey<Draft>("drafts")).filter(([, draft]) => draft.owner === owner);
}

/** Where a draft is taken up again, whatever the present version of its form is. */
export const resumeUrl = (key: string, { fillUrl }: Draft): string => `${fillUrl ?? ""}?${new URLSearchParams({ draft: key })}`;

/** Put aside a draft that another takes the place of: nothing a person wrote is thrown away unasked. */
export async function setDraftAside(key: string, draft: Draft, isUnread = false): Promise<void> {
  await keep("drafts", `${key} (${new Date(draft.savedAt).toISOString()})`, { ...draft, isUnread });
  await forgetDraft(key);
}
