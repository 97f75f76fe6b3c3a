// What the renderer itself says to the person, in the four languages. Questions come from the form.

import { ar } from "./words/ar.ts";
import { en } from "./words/en.ts";
import { es } from "./words/es.ts";
import { fr } from "./words/fr.ts";

export interface Words {
  loading: string;
  cannotFetch: string;
  cannotRead: string;
  tryAgain: string;

  questionOf: (place: number, total: number) => string;
  back: string;
  next: string;
  send: string;
  sending: string;
  showWhole: string;
  showSteps: string;
  required: string;
  saved: (time: string) => string;
  notKept: string;
  restored: string;
  notRestored: string;
  earlierHere: string;
  earlier: string;
  earlierOpen: (at: string) => string;
  startOver: string;
  startOverTitle: string;
  startOverBody: string;
  keep: string;
  erase: string;
  noNetwork: string;
  noNetworkBody: string;

  questionsLanguage: string;
  languageMissing: (shown: string) => string;
  notWrittenHere: string;
  noTextHere: string;

  number: string;
  wholeNumber: string;
  between: (least: string, most: string) => string;
  byStep: (least: string, most: string, step: string) => string;
  atLeast: (limit: string) => string;
  atMost: (limit: string) => string;
  moreThan: (limit: string) => string;
  lessThan: (limit: string) => string;
  answerNeeded: string;
  choiceNeeded: string;
  confirmationNeeded: string;
  fileNeeded: string;
  signatureNeeded: string;
  placeNeeded: string;
  notPossible: string;
  wholeDate: string;
  errorsAbove: (count: number) => string;

  choose: string;
  searchChoices: string;
  nothingFound: string;
  othersToFind: string;
  onPicture: string;
  clearAnswer: string;
  less: string;
  more: string;
  moveUp: (label: string) => string;
  moveDown: (label: string) => string;
  moved: (label: string, place: number) => string;
  keepOrder: string;
  confirm: string;
  year: string;
  month: string;
  day: string;
  usualDate: string;
  usualCalendar: string;

  locate: string;
  locating: string;
  locateAgain: string;
  locateRefused: string;
  locateFailed: string;
  precision: (metres: string) => string;
  addPoint: string;
  removePoint: string;
  points: (count: number) => string;
  typePlace: string;
  latitude: string;
  longitude: string;
  coordinates: string;
  useCoordinates: string;
  addCoordinates: string;
  nearestFirst: string;
  nearestShown: string;
  metres: (count: string) => string;
  kilometres: (count: string) => string;

  readCode: string;
  aimAtCode: string;
  codeNotFound: string;
  codeRead: string;
  writeCode: string;
  cameraRefused: string;
  noCamera: string;

  takeDirection: string;
  keepDirection: (degrees: string) => string;
  noCompass: string;
  holdFlat: string;
  directionNote: string;
  printedElsewhere: string;
  answerFromApplication: string;
  fileFromApplication: string;

  takePhoto: string;
  recordSound: string;
  chooseFilm: string;
  chooseFile: string;
  removeFile: string;
  anotherFile: string;
  wrongFile: string;
  photoPrepared: string;
  signHere: string;
  drawHere: string;
  drawOnPicture: string;
  drawAgain: string;
  choosePicture: string;

  addOne: (label: string) => string;
  removeOne: (label: string) => string;
  removeTitle: (label: string) => string;
  removeBody: string;
  one: string;
  howMany: (count: number) => string;

  listen: string;
  stop: string;
  notHeard: string;

  endTitle: string;
  endBody: string;
  sentTitle: string;
  sentBody: string;
  keptTitle: string;
  another: string;
  goOn: string;
  refused: string;
  logInAgain: string;
  logIn: string;
  serverDown: string;
  tooHeavy: string;
  notSent: string;

  queueTitle: (count: number) => string;
  queueEmpty: string;
  waiting: string;
  refusedTag: string;
  arrivedTag: string;
  receipt: string;
  fingerprint: string;
  receipts: (count: number) => string;
  fileRefused: string;
  giveUpBody: string;
  sendNow: string;
  carryTitle: string;
  carryBody: string;
  saveQueue: string;
  loadQueue: string;
  queueSaved: string;
  queueLoaded: (count: number) => string;
  queueNotRead: string;
  correct: string;

  trialEnd: string;
  trialReady: string;
  trialTitle: string;
  trialBody: string;
  trialQuestion: string;
  trialAnswer: string;
  trialNothing: string;
  trialXml: string;
  trialAgain: string;
  trialBack: string;
}

export type Language = "ar" | "en" | "es" | "fr";

const dictionaries: Record<Language, Words> = { ar, en, es, fr };

/** The words of a language of the page: `fr-MA` speaks French, anything unknown speaks English. */
export function wordsFor(language: string): { words: Words; language: Language } {
  const code = language.slice(0, 2).toLowerCase();
  const known: Language = code in dictionaries ? (code as Language) : "en";
  return { words: dictionaries[known], language: known };
}
