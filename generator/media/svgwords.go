package media

import (
	"regexp"
	"slices"
	"strings"
)

// svgElements draw, or help to. There is none that runs, leads elsewhere or changes with time.
var svgElements = []string{
	"svg", "g", "defs", "symbol", "use", "title", "desc", "style", "switch", "view",
	"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath", "image",
	"clipPath", "mask", "pattern", "marker", "linearGradient", "radialGradient", "stop", "filter",
	"feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap", "feDistantLight",
	"feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset",
	"fePointLight", "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence",
}

// svgTexts are the elements whose text is seen or read out.
var svgTexts = []string{"text", "tspan", "textPath", "title", "desc"}

// svgAttributes are theirs, sorted.
var svgAttributes = sortedFields(`
	id class style role lang transform transform-origin viewBox preserveAspectRatio version width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points pathLength
	dx dy rotate textLength lengthAdjust startOffset method spacing side
	clipPathUnits maskUnits maskContentUnits patternUnits patternContentUnits patternTransform gradientUnits gradientTransform spreadMethod offset
	markerUnits markerWidth markerHeight orient refX refY filterUnits primitiveUnits
	alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters color-rendering direction display
	dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font font-family font-size font-size-adjust font-stretch font-style
	font-variant font-weight image-rendering isolation kerning letter-spacing lighting-color marker marker-end marker-mid marker-start mask
	mask-type mix-blend-mode opacity overflow paint-order shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
	stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering unicode-bidi vector-effect visibility
	word-spacing writing-mode
	in in2 result mode operator type values tableValues slope intercept amplitude exponent k1 k2 k3 k4 stdDeviation radius scale xChannelSelector
	yChannelSelector baseFrequency numOctaves seed stitchTiles order kernelMatrix divisor bias targetX targetY edgeMode kernelUnitLength preserveAlpha
	surfaceScale diffuseConstant specularConstant specularExponent limitingConeAngle azimuth elevation z pointsAtX pointsAtY pointsAtZ
`)

func sortedFields(text string) []string {
	list := strings.Fields(text)
	slices.Sort(list)
	return list
}

var (
	address  = regexp.MustCompile(`(?i)url\(\s*['"]?\s*`)
	outwards = regexp.MustCompile(`(?i)(?:image|image-set|src|cross-fade|element|expression)\(|javascript:|-moz-binding|behavior\s*:`)
	remark   = regexp.MustCompile(`(?s)/\*.*?\*/`)
	atRule   = regexp.MustCompile(`(?is)@(?:import|charset|namespace)[^;{}]*;|@font-face\s*\{[^{}]*\}`)
)

// safeValue reports whether a value in CSS leads to nothing but parts of the same picture. A backslash could hide where it leads.
func safeValue(value string) bool {
	for _, at := range address.FindAllStringIndex(value, -1) {
		if !strings.HasPrefix(value[at[1]:], "#") {
			return false
		}
	}
	return !strings.ContainsAny(value, `\`) && !outwards.MatchString(value)
}

// safeDeclarations leaves out the declarations that lead elsewhere.
func safeDeclarations(style string) string {
	var kept []string
	for declaration := range strings.SplitSeq(remark.ReplaceAllString(style, " "), ";") {
		declaration = strings.TrimSpace(declaration)
		if strings.Contains(declaration, ":") && !strings.HasPrefix(declaration, "-inkscape") && safeValue(declaration) {
			kept = append(kept, declaration)
		}
	}
	return strings.Join(kept, ";")
}

// safeSheet leaves out of a style sheet what fetches others and fonts. Of any other at-rule only those for media are understood.
func safeSheet(sheet string) (string, bool) {
	sheet = strings.TrimSpace(atRule.ReplaceAllString(remark.ReplaceAllString(sheet, " "), " "))
	rest := strings.ReplaceAll(strings.ToLower(sheet), "@media", "")
	return sheet, safeValue(sheet) && !strings.ContainsAny(rest, "@<") && !strings.Contains(sheet, "/*")
}
