// The pieces that come together, when the first of them is needed.
export { ContactForm, Thanks } from "./ContactForm";
export { Rating } from "./Rating";
export { Transcript } from "./Transcript";
