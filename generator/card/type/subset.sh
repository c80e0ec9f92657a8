#!/bin/sh
# Makes the type that cards are set in from Debian's fonts-noto-core, with fonttools' pyftsubset:
#
#	apt-get install fonts-noto-core fonttools && go generate ./generator/card
#
# What is kept: letters of Latin, Greek, Cyrillic and Arabic as they are written today, the signs of text, and what shapes and kerns
# them. What a card cannot show is known from the fonts themselves, so a wider range here is all that a new script needs.
set -eu
cd "$(dirname "$0")"
from=${FONTS:-/usr/share/fonts/truetype/noto}

european=U+0020-007E,U+00A0-024F,U+0259,U+02B0-02DD,U+0300-0345,U+0370-03FF,U+0400-052F,U+1E00-1EFF
arabic=U+0020,U+0021,U+0028,U+0029,U+002D-003A,U+00A0,U+00AB,U+00BB,U+0600-06FF,U+0750-077F,U+2013,U+2014,U+2026
signs=U+200B-200F,U+2010-2027,U+2030-203A,U+2044,U+2066-2069,U+2070-208E,U+20A0-20BF,U+2103,U+2109,U+2113,U+2116,U+2122,U+2126,U+2150-215F,U+2190-2193,U+2212,U+2248,U+2260,U+2264,U+2265

subset() { # font, ranges
	pyftsubset "$from/$1.ttf" --output-file="$1.ttf" --unicodes="$2" --layout-features=ccmp,locl,isol,init,medi,fina,rlig,calt,liga,mark,mkmk,kern \
		--no-hinting --desubroutinize --drop-tables+=DSIG,FFTM --name-IDs=0,1,2,13,14 --notdef-outline
	gzip -9nf "$1.ttf" # it is half as large so
}

subset NotoSerif-Bold "$european,$signs"
subset NotoSans-Bold "$european,$signs"
subset NotoSans-Regular "$european,$signs"
subset NotoNaskhArabic-Bold "$arabic,U+200B-200F,U+2066-2069"
subset NotoSansArabic-Bold "$arabic,U+200B-200F,U+2066-2069"
subset NotoSansArabic-Regular "$arabic,U+200B-200F,U+2066-2069"
