package report

// Silence keeps a warning from being shown for one report, and says why.
type Silence struct {
	Rule   string `key:"rule,required" doc:"the rule, as findings name it"`
	Reason string `key:"reason,required" doc:"why the warning does not apply"`
}
