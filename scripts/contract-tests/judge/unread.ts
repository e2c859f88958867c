/**
 * Why a body that came cannot be read: the header names a coding that the body does not have, which is the sender's
 * fault, or one that is not known here, which is not. Each is a sentence.
 */
export type Unread = { fault: string } | { unknown: string };
