// The shapes of the protocol the frame speaks of, in one place.
export type { OpBody, Signal, VisitorEv, VisitorLine, VisitorSnapshot } from "@zuruf/protocol/frames";
export type { Refusal } from "@zuruf/protocol/outbox";
export type { ServerFrame, Status } from "@zuruf/protocol/socket";
export type {
  ConversationForVisitor,
  FileView,
  GroupForVisitor,
  Id,
  MessageForVisitor,
  Ms,
} from "@zuruf/protocol/types";
