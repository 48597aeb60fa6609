import './language';
import '@vscode/codicons/dist/codicon.css';
import './page.css';
import './createForm/createForm.css';
import { startCreateForm } from './createForm/startCreateForm';

startCreateForm();
