// What is seldom needed comes when it is: the contact form, the rating, asking for the transcript.
import { usePiece } from "./again";
import { PIECES } from "./parts";
import type { Screen, Session } from "./session";

interface Given {
  session: Session;
  screen: Screen;
}

export function More({ session, screen }: Given) {
  const { form, rating } = screen.state.mode?.widget ?? {};
  // Asked for before a reload and not done with, it says what becomes of it.
  const wantsTranscript = screen.wantsTranscript ?? !!screen.state.deeds["transcript.ask"];
  const pieces = usePiece(PIECES, !!form || !!rating || wantsTranscript);
  const given = screen.state.deeds["contact.give"];
  if (!pieces) return null;
  return (
    <>
      {form && <pieces.ContactForm session={session} screen={screen} form={form} />}
      {!form && given?.isTaken && <pieces.Thanks key={given.cid} count={screen.state.messages.length} />}
      {rating && <pieces.Rating key={rating.episode} session={session} screen={screen} rating={rating} />}
      {wantsTranscript && <pieces.Transcript session={session} screen={screen} />}
    </>
  );
}
