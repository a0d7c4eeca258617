// The parts of the chat that come when they are first wanted.
import { Piece } from "./again";

export const PIECES = new Piece(() => import("./pieces"));
export const SOUND = new Piece(() => import("@zuruf/protocol/sound"));
export const EMOJI = new Piece(() => import("./Emoji"));
export const FILES = new Piece(() => import("./files"));
