package report

// Data names CSV files of the report's folder. Their rows are figures and events of the report, after those of the header.
type Data struct {
	Figures string `key:"figures" doc:"CSV file with figures"`
	Events  string `key:"events" doc:"CSV file with events"`
}
