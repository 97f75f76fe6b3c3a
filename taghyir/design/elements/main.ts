/** The small elements every page may use. Each page works without them. */
import "./auto-submit";
import "./copy-text";
import "./find-position";
import "./hear-voice";
import "./network-sign";
import "./open-dialog";
import "./page";
import "./print-page";
import "./read-aloud";
import "./record-voice";
import "./sign-here";
import "./step-number";
