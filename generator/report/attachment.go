package report

// Image is the main picture of a report.
type Image struct {
	Src     string `key:"src,required" doc:"file of the report's folder"`
	Alt     string `key:"alt,required,words" doc:"what the picture shows, in words, for those who cannot see it"`
	Caption string `key:"caption,words" doc:"text below the picture"`
	Credit  string `key:"credit,words" doc:"who made it"`
	License string `key:"license" doc:"under what terms it may be used"`
}

// Attachment is a file that a reader may download.
type Attachment struct {
	Src   string `key:"src,required" doc:"file of the report's folder"`
	Title string `key:"title,words" doc:"what the file is"`
}
