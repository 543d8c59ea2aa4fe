/** pdf.js, in the order that it needs: its viewer takes the library from where the library puts itself when it is loaded. */
import 'pdfjs-dist';

export * from 'pdfjs-dist';
export {
  EventBus,
  FindState,
  LinkTarget,
  PDFFindController,
  PDFLinkService,
  PDFViewer,
} from 'pdfjs-dist/web/pdf_viewer.mjs';
