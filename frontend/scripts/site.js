// What scripts add to pages that work without them. Two components of the Ministry of Justice stay out:
// sortable table and multi-file upload write HTML from strings, which our content policy refuses. Tables
// sort by their address, and the design system's own file upload takes several files.
import {
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  ExitThisPage,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
} from "govuk-frontend";
import { AddAnother } from "@ministryofjustice/frontend/moj/components/add-another/add-another.mjs";
import { FilterToggleButton } from "@ministryofjustice/frontend/moj/components/filter-toggle-button/filter-toggle-button.mjs";
import { saveAsTyped } from "./autosave.js";
import { refuseSecondSending } from "./busy.js";
import { warnBeforeSignedOut } from "./idle.js";
import { lookAgain } from "./look-again.js";
import { askAsAnswered } from "./questions.js";
import { fillFromSelection } from "./redacting.js";
import { showUploading } from "./uploading.js";

// The content policy allows no inline script, so the mark that scripts run is set here.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const Component of [
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  ExitThisPage,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
  AddAnother,
]) {
  createAll(Component);
}

// On a small screen the filters start closed behind a button; on others they stand open.
createAll(FilterToggleButton, {
  startHidden: false,
  toggleButton: {
    showText: "Show filters",
    hideText: "Hide filters",
    classes: "govuk-button--secondary govuk-!-margin-bottom-3",
  },
  toggleButtonContainer: { selector: ".precept-list__toggle" },
});

askAsAnswered(document);
fillFromSelection(document);
saveAsTyped(document);
// Before the busy form: what it sends by itself is not sent a second time.
showUploading(document);
refuseSecondSending(document);
lookAgain(document);
warnBeforeSignedOut(document);
