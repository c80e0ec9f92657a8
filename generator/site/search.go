package site

// What a search reads lies in a folder of its own: for each language a directory, whose name cannot change, and what that leads to,
// whose names change with what they hold.
const (
	SearchPage   = "search.html" // in each language's tree
	SearchFolder = "search/"
)

// SearchDirectory is the path of a language's directory.
func SearchDirectory(lang string) string { return SearchFolder + lang + ".js" }

// Described is the path of the description by which a browser learns to search the site (OpenSearch 1.1), in each language's tree.
const Described = "opensearch.xml"
